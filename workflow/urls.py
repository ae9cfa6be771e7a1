"""The pages: one question each."""

from django.urls import path

from workflow.views import (
    decisions,
    dossier,
    files,
    home,
    moves,
    nominate,
    notices,
    register,
    seals,
    sittings,
    substitutes,
)

app_name = "workflow"

urlpatterns = [
    path("", home.home, name="home"),
    path("viec/", home.worklist, name="worklist"),
    path("ho-so/", register.register, name="register"),
    path("de-nghi/", nominate.begin, name="nominate"),
    path("ho-so/<slug:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<slug:code>/soan/", nominate.write, name="write"),
    path("ho-so/<slug:code>/luu/", nominate.autosave, name="autosave"),
    path("ho-so/<slug:code>/nop/", nominate.check, name="check"),
    path("ho-so/<slug:code>/xoa/", nominate.discard, name="discard"),
    path("ho-so/<slug:code>/nhan/", dossier.claim, name="claim"),
    path("ho-so/<slug:code>/nha/", dossier.release, name="release"),
    path("ho-so/<slug:code>/viec/<slug:verb>/", moves.act, name="act"),
    path("ho-so/<slug:code>/cong/", moves.open_gate, name="open_gate"),
    path("ho-so/<slug:code>/cong/<int:gate>/dong/", moves.close_gate, name="close_gate"),
    path("ho-so/<slug:code>/giay-to/<int:pk>/", files.evidence, name="evidence"),
    path("phien-hop/", sittings.index, name="sittings"),
    path("phien-hop/<int:pk>/", sittings.sitting, name="sitting"),
    path("phien-hop/<int:pk>/nhip/", sittings.pulse, name="pulse"),
    path("phien-hop/<int:pk>/co-mat/", sittings.presence, name="presence"),
    path("phien-hop/<int:pk>/muc/<int:item>/", sittings.record, name="record"),
    path("phien-hop/<int:pk>/muc/<int:item>/hoan/", sittings.defer, name="defer"),
    path("phien-hop/<int:pk>/ket-thuc/", sittings.conclude, name="conclude"),
    path("quyet-dinh/", decisions.index, name="decisions"),
    path("quyet-dinh/cho-ky/", decisions.waiting, name="waiting"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/ky/", decisions.sign, name="sign"),
    path("quyet-dinh/<int:pk>/bo/", decisions.drop, name="drop"),
    path("quyet-dinh/<int:pk>/pdf/", decisions.pdf, name="decision_pdf"),
    path("niem-phong/", seals.index, name="seals"),
    path("niem-phong/<slug:day>/", seals.day, name="seal"),
    path("niem-phong/<slug:day>/<int:turn>/tep/", seals.file, name="seal_file"),
    path("nguoi-thay/", substitutes.index, name="substitutes"),
    path("nguoi-thay/<int:pk>/ket-thuc/", substitutes.end, name="end_substitute"),
    path("thong-bao/", notices.index, name="notices"),
]
