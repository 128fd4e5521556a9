"""Every number, as pure functions of a ContactMatrix: no I/O, no clock.

One theme a module. `coverage`, `spoc`, `alignment` and `structure` answer for one account;
the functions beside them compute single numbers for many accounts at once.
"""
