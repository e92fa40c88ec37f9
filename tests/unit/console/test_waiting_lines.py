from services.console.waiting import waiting


def test_in_a_pipe_a_line_says_now_and_then_what_is_waited_for(capsys):
    with waiting("waiting", every=0) as look:
        for service in ("ingest", "ingest", "store"):
            look(service)
    assert capsys.readouterr() == ("", "waiting for ingest\nwaiting for ingest\nwaiting for store\n")


def test_a_short_wait_is_silent(capsys):
    with waiting("waiting", every=3600) as look:
        look("ingest")
    assert capsys.readouterr() == ("", "")
