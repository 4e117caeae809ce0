"""The rules, one module for each subject: each rule's declaration, then the check that finds it broken.

To add one, write both into the module of its subject: every `Rule` and every function `check_…` of a module that
`secon_cli.checks.registry` names is found there.
"""
