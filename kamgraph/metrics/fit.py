"""How well two people face each other: level fit times function fit (metrics.md 4).

Fit depends on level and function alone, so people fall into few classes and every fit is one
look into a table of classes × classes.
"""

from __future__ import annotations

import numpy as np

from kamgraph import segments
from kamgraph.matrix import EPSILON, ContactMatrix, Flags, Floats, Ints
from kamgraph.model.policy import ANY_FUNCTION, Fit
from kamgraph.model.vocabulary import Function

LEVELS = 5
_FUNCTIONS = [function.value for function in Function]
_UNKNOWN_FUNCTION = len(_FUNCTIONS)
_UNKNOWN_LEVEL = 0
CLASSES = (LEVELS + 1) * (len(_FUNCTIONS) + 1)
"""How many classes of people there are: known and unknown levels × functions."""


def classes(matrix: ContactMatrix, person: Ints) -> Ints:
    """The class of each person: level (0 unknown) and function (the last one unknown).

    Args:
        matrix: one or many accounts.
        person: person numbers.
    """
    people = matrix.columns.people
    level = np.maximum(people.level[person], _UNKNOWN_LEVEL).astype(np.int64)
    function = people.function[person].astype(np.int64)
    function = np.where(function < 0, _UNKNOWN_FUNCTION, function)
    return level * (len(_FUNCTIONS) + 1) + function


def level_fits(policy: Fit) -> Floats:
    """1 - |difference| / 4, by level × level; unknown on either side is the policy's.

    Args:
        policy: the constants.
    """
    level = np.arange(LEVELS + 1)
    table: Floats = 1.0 - np.abs(level[:, None] - level[None, :]) / (LEVELS - 1)
    table[_UNKNOWN_LEVEL, :] = table[:, _UNKNOWN_LEVEL] = policy.level_unknown
    return table


def function_fits(policy: Fit) -> Floats:
    """Function fit, symmetric, by function × function, the unknown one last.

    Args:
        policy: the constants; where two `*` pairs meet, the larger holds.
    """
    size = len(_FUNCTIONS) + 1
    table = np.full((size, size), policy.function_default)
    starred = np.full(size, -1.0)
    for first, second, fit in policy.function_pairs:
        if ANY_FUNCTION in (first, second):
            starred[_FUNCTIONS.index(second if first == ANY_FUNCTION else first)] = fit
    meeting = np.maximum(starred[:, None], starred[None, :])
    table = np.where(meeting >= 0, meeting, table)
    for first, second, fit in policy.function_pairs:
        if ANY_FUNCTION not in (first, second):
            row, column = _FUNCTIONS.index(first), _FUNCTIONS.index(second)
            table[row, column] = table[column, row] = fit
    np.fill_diagonal(table, policy.function_same)
    for unknown in (_FUNCTIONS.index(Function.OTHER.value), _UNKNOWN_FUNCTION):
        table[unknown, :] = table[:, unknown] = policy.function_unknown
    return table


def fits(policy: Fit) -> Floats:
    """fit_sb = level fit · function fit, by class × class.

    Args:
        policy: the constants.
    """
    return np.kron(level_fits(policy), function_fits(policy)).astype(np.float64)


def peers(policy: Fit) -> Flags:
    """Which classes are peers: levels close and known, functions that fit.

    Args:
        policy: the constants.
    """
    level = np.arange(LEVELS + 1)
    close = np.abs(level[:, None] - level[None, :]) <= policy.peer_level_difference
    close[_UNKNOWN_LEVEL, :] = close[:, _UNKNOWN_LEVEL] = False
    fitting = function_fits(policy) >= policy.peer_function_fit - EPSILON
    return np.kron(close, fitting).astype(np.bool_)


def tie_fits(matrix: ContactMatrix) -> Floats:
    """fit_sb of every tie.

    Args:
        matrix: one or many accounts.
    """
    own = classes(matrix, matrix.own_person)[matrix.own]
    return fits(matrix.policy.fit)[own, classes(matrix, matrix.person)[matrix.row]]


def best_fits(matrix: ContactMatrix) -> Floats:
    """max_s fit_sb over all own people of the account, of each stakeholder; 0 without any.

    Args:
        matrix: one or many accounts.
    """
    own = segments.distinct(matrix.own_block * CLASSES + classes(matrix, matrix.own_person))
    start = segments.starts(own // CLASSES, matrix.blocks)
    facing, of = np.unique(
        matrix.block * CLASSES + classes(matrix, matrix.person), return_inverse=True
    )
    block = facing // CLASSES
    rows, elements = segments.expanded(start[block], np.diff(start)[block])
    fit = fits(matrix.policy.fit)[own[elements] % CLASSES, facing[rows] % CLASSES]
    return segments.maxima(fit, segments.starts(rows, len(facing)))[of]
