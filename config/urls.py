"""Every address: health and language here, people in roles, papers in workflow."""

from django.urls import include, path
from django.views.i18n import set_language

from config import health

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("language/", set_language, name="set_language"),
    path("", include("roles.urls")),
    path("", include("workflow.urls")),
]

handler400 = "config.answers.bad_request"
handler403 = "config.answers.permission_denied"
handler404 = "config.answers.page_not_found"
handler500 = "config.answers.server_error"
