from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from services.store.stories import MOST_COMPARED, MOST_SHARING, Links, join, most_similar, similar_before


def never(one, other):
    return False


def always(one, other):
    return True


def test_an_article_that_is_like_no_other_begins_a_story():
    assert join([Links(7, None, [3])], {3: 1}, never).stories == {7: 7}


def test_an_article_takes_the_story_of_one_that_it_is_like():
    joined = join([Links(7, None, [3])], {3: 1}, always)
    assert (joined.stories, joined.merged) == ({7: 1}, {})


def test_an_article_that_is_like_two_stories_makes_the_younger_part_of_the_older():
    joined = join([Links(9, None, [8, 3])], {3: 1, 8: 5}, always)
    assert (joined.stories, joined.merged) == ({9: 1}, {5: 1})


def test_revisions_are_of_one_story_whatever_they_say():
    assert join([Links(9, 3, [])], {3: 1}, never).stories == {9: 1}


def test_what_is_of_the_story_already_is_not_compared():
    compared = []
    join([Links(9, None, [3, 4, 5])], {3: 1, 4: 1, 5: 1}, lambda one, other: compared.append(other) or True)
    assert compared == [3]


def test_a_number_that_few_share_is_worth_more_than_many_that_all_share():
    common = [(number, article) for number in range(4) for article in range(100, 108)]
    assert most_similar([*common, (9, 1)])[0] == 1
    assert len(most_similar(common)) == MOST_COMPARED


def test_articles_saved_together_are_offered_those_before_them():
    assert similar_before({1: [5, 6], 2: [6, 7], 3: [8]}) == {1: [], 2: [1], 3: []}
    many = similar_before({key: [5] for key in range(100)})
    assert min(many[99]) >= 99 - MOST_SHARING


EDGES = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda edge: edge[0] != edge[1]))


@given(EDGES, st.permutations(range(1, 13)), st.integers(1, 12))
def test_the_order_and_the_batches_in_which_articles_come_make_no_difference(edges, order, size):
    linked = defaultdict(set)
    for one, other in edges:
        linked[one].add(other)
        linked[other].add(one)
    stories = {}
    for start in range(0, len(order), size):
        batch = order[start : start + size]
        there = {*stories, *batch}
        joined = join([Links(key, None, sorted(linked[key] & there)) for key in batch], dict(stories), always)
        stories = {key: joined.merged.get(story, story) for key, story in stories.items()} | dict(joined.stories)
    groups = defaultdict(set)
    for key, story in stories.items():
        groups[story].add(key)
    for story, members in groups.items():
        assert story == min(members)
        reached = {story}
        while more := {other for key in reached for other in linked[key]} - reached:
            reached |= more
        assert reached == members
