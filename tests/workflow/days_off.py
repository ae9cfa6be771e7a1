"""The days of 2023–2027 on which offices of Vietnam did not work like any week, typed in by hand.

It knows neither the package nor our calendar: ``test_due_dates`` compares them with it.
"""

from datetime import date, timedelta

#: weekdays off: holidays, days in lieu, and days swapped for a Saturday
OFF = """
2023: 2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9
2024: 1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9
2025: 1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9
2026: 1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11
2027: 1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11
"""
#: Saturdays on which a swapped day was worked
WORKED = "2024: 4/5\n2025: 26/4\n2026: 10/1 22/8"


def typed(text):
    """The dates of such a list."""
    found = set()
    for line in text.strip().splitlines():
        year, days = line.split(":")
        for word in days.split():
            day, month = word.split("/")
            found.add(date(int(year), int(month), int(day)))
    return found


DAYS_OFF, SATURDAYS_WORKED = typed(OFF), typed(WORKED)
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def is_worked(day):
    """By hand: Monday to Friday but the days off, and the Saturdays named."""
    return day in SATURDAYS_WORKED or (day.weekday() <= 4 and day not in DAYS_OFF)


def last_day(start, amount, unit):
    """The day on which a limit in days ends, by walking day after day."""
    day, counted = start, 0
    while counted < amount:
        day += timedelta(days=1)
        counted += is_worked(day) if unit == "working_days" else 1
    while not is_worked(day):
        day += timedelta(days=1)
    return day
