"""A second, naive implementation of the metrics, and random portfolios to compare with.

Written from the definitions alone: nothing here imports the library, so that a mistake in
one of the two shows as a difference.
"""
