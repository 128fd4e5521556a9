"""`python -m kamgraph_cli` is `kamgraph`."""

from kamgraph_cli.main import main

main()
