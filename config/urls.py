"""Every address: health and language here, people in roles, papers in workflow."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from config import health
from roles.views import choose_language

urlpatterns = [
    path("health/live", login_not_required(health.live), name="live"),
    path("health/ready", login_not_required(health.ready), name="ready"),
    path("language/", choose_language, name="set_language"),
    path("", include("roles.urls")),
    path("", include("workflow.urls")),
]

handler400 = "config.answers.bad_request"
handler403 = "config.answers.permission_denied"
handler404 = "config.answers.page_not_found"
handler500 = "config.answers.server_error"
