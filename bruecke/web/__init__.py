# SPDX-License-Identifier: EUPL-1.2
"""HTTP: handlers parse, make one call into `bruecke.conversation`, answer."""
