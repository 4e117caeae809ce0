"""What finds each rule broken, one module for each subject; `checks/rules.csv` lists the rules with severity and help.

To add one, write its line there, its check into the module of its subject, and its words and examples into
`checks/rules.toml`: every function `check_…` of a module that `secon_cli.checks.registry` names is run.
"""
