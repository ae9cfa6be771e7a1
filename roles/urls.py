"""The addresses of the door."""

from django.urls import path

from roles import views

app_name = "roles"

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
    path("mat-khau/", views.ChangePassword.as_view(), name="password_change"),
    path("mat-khau/xong/", views.PasswordChanged.as_view(), name="password_change_done"),
    path("vi-tri/", views.take_seat, name="take_seat"),
]
