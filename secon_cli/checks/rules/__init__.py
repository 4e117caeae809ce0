"""The rules, one module for each subject: each rule, then the check that finds it broken.

To add one, write both into the module of its subject, and its words and examples into `checks/rules.toml`: every `Rule`
and every function `check_…` of a module that `secon_cli.checks.registry` names is found there.
"""
