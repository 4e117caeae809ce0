"""Every word that is explained in words of its own."""

from secon_cli.analysis.glossary.terms.checks import CHECKS
from secon_cli.analysis.glossary.terms.comparisons import COMPARISONS
from secon_cli.analysis.glossary.terms.measures import MEASURES
from secon_cli.analysis.glossary.terms.movements import MOVEMENTS
from secon_cli.analysis.glossary.terms.panels import PANELS
from secon_cli.analysis.glossary.terms.robustness import ROBUSTNESS
from secon_cli.analysis.glossary.terms.rubrics import RUBRICS
from secon_cli.analysis.glossary.terms.scores import SCORES

TERMS = (*MEASURES, *SCORES, *COMPARISONS, *ROBUSTNESS, *PANELS, *MOVEMENTS, *RUBRICS, *CHECKS)
