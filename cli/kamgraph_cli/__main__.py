"""`python -m kamgraph_cli` is `kamgraph`."""

from kamgraph_cli.start import main

main()
