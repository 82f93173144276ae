from celery import shared_task
from django.db import connection

# A connection that is opened while the app is imported.
with connection.cursor() as cursor:
    cursor.execute("select 1")
assert connection.connection is not None


@shared_task
def ask():
    inherited = connection.connection is not None
    with connection.cursor() as cursor:
        cursor.execute("select 40 + 2")
        print(f"answer {cursor.fetchone()[0]}, inherited {inherited}")
