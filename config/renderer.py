"""How forms are drawn: with the face's own field component."""

from django.forms.renderers import TemplatesSetting


class FaceRenderer(TemplatesSetting):
    """Django's forms in our templates."""

    field_template_name = "components/field.html"
