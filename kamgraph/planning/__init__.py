"""What would be if: departures, added contacts, whom to meet next, who takes over.

Everything here asks the metrics about a portfolio as it could be; nothing is ever written.
The metrics themselves live in `kamgraph.metrics`, rules about today in `kamgraph.findings`.
"""
