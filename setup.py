"""Puts the top-level folder resources/ into the wheel as passdesk/resources; the rest is in pyproject.toml."""

from setuptools import find_namespace_packages, setup

setup(
    packages=[*find_namespace_packages(include=["passdesk", "passdesk.*"]), "passdesk.resources"],
    package_dir={"passdesk.resources": "resources"},
    package_data={"passdesk": ["py.typed"], "passdesk.resources": ["**/*"]},
)
