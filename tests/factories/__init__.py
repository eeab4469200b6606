"""Builders the tests of every area share: clocks, keys, zones, desks, people. Real keys, real files."""
