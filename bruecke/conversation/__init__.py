# SPDX-License-Identifier: EUPL-1.2
"""The rules of a conversation. Every change of state is one function here: it writes, records, commits, then wakes."""
