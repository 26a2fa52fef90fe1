// SPDX-License-Identifier: GPL-3.0-or-later
// What uploads may do, whole, cut, resumed and taken over.
#include "model/model_replay.h"

namespace cosftp::test {

namespace {

using Verb = FakeStore::Verb;

// "... The first 1234 bytes are kept; REST 1234 goes on."
std::optional<qint64> keptBytesIn(const Answer &answer)
{
    const qsizetype at = answer.text.indexOf(" bytes are kept");
    if (at < 0)
        return std::nullopt;
    const qsizetype begin = answer.text.lastIndexOf(' ', at - 1) + 1;
    return answer.text.mid(begin, at - begin).toLongLong();
}

// A key that may write but not list is common for drop boxes: then nobody looks for a folder.
bool hidesFolders(const Step &step)
{
    return step.fault && step.fault->verb == Verb::List
           && step.fault->code == Failure::Code::Denied;
}

}  // namespace

// A session that was told of an upload goes on with it, one that was not behind the object; which
// of the two this one was, is its own history.
Replay::Bases Replay::basesOf(const Step &step, qint64 offset) const
{
    const QByteArray key = keyOf(step.path);
    const QByteArray object = m_before.content(key);
    const Kept *kept = m_before.shownKept(key);
    if (step.kind == Step::Kind::Appe && kept != nullptr)
        return m_before.isFile(key) ? Bases{kept->bytes, object} : Bases{kept->bytes};
    if (step.kind == Step::Kind::Appe)
        return {object};
    if (offset == 0)
        return {QByteArray()};
    if (kept != nullptr && memory().mayMissKept(m_before, key))
        return basesInAll(key, offset);
    if (kept != nullptr)
        return kept->borders.contains(offset) ? Bases{kept->bytes.first(offset)} : Bases{};
    return m_before.isFile(key) && offset <= object.size() ? Bases{object.first(offset)} : Bases{};
}

// A session that does not know of the last one was told of one before, and goes on with that.
Replay::Bases Replay::basesInAll(const QByteArray &key, qint64 offset) const
{
    Bases bases;
    const QByteArray there = m_before.isFile(key) ? m_before.etags.at(key) : QByteArray();
    const auto [first, last] = m_before.kept.equal_range(key);
    for (auto each = first; each != last; ++each)
        if (each->second.base == there && each->second.borders.contains(offset))
            bases += each->second.bytes.first(offset);
    return bases;
}

Replay::Outcomes Replay::upload(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    if (m_before.hasFileAbove(key))
        return nothing();  // a bucket can hold both, a tree cannot
    qint64 offset = step.kind == Step::Kind::RestStor ? step.offset : 0;
    if (step.kind == Step::Kind::Resume) {
        const Answer told = client().send("SIZE " + step.path);
        offset = told.code == 213 ? told.text.mid(4).toLongLong() : 0;
    }
    if (offset > 0)
        client().send("REST " + QByteArray::number(offset));
    const QByteArray verb = step.kind == Step::Kind::Appe ? "APPE " : "STOR ";
    const Bases bases = basesOf(step, offset);
    const Answer answer = client().store(verb + step.path, contentOf(step), step.ending);
    Outcomes outcomes =
        answer.code == 226 ? stored(step, answer, bases) : notStored(step, answer, bases);
    outcomes.kept.key = key;
    outcomes.kept.mayGo = true;
    return outcomes;
}

Replay::Outcomes Replay::stored(const Step &step, const Answer &answer, const Bases &bases) const
{
    const QByteArray key = keyOf(step.path);
    const auto isNoFolder = [&key](const BucketView &view) { return !view.isFolder(key); };
    const bool wasPossible =
        step.ending == Ending::Whole && !bases.isEmpty()
        && (isNoFolder(m_before) || mayBelieve(isNoFolder) || hidesFolders(step));
    if (!wasPossible)
        return {unexpected(answer, "a failure"), {}};
    Outcomes outcomes;
    for (const QByteArray &base : bases) {
        Files after = m_before.files;
        after[key] = base + contentOf(step);
        outcomes.allowed += after;
    }
    outcomes.believed = outcomes.allowed.size();
    // What another server has put aside since this session logged in is only known to who has to
    // look for it. Else it stays, hidden behind the newer object.
    const bool hasLooked = step.kind == Step::Kind::Appe || !bases.first().isEmpty();
    const bool isKnown = m_knowsKept && (hasLooked || !memory().mayMissKept(m_before, key));
    // Whoever cannot read the description does not know whether another server holds the upload by
    // now, and leaves it alone.
    const bool isReadable = !step.fault || step.fault->verb != Verb::Read;
    outcomes.kept.mustGo = isKnown && isReadable;
    return outcomes;
}

// The old object stays, and what was sent may be kept. Only a lost answer to the publishing request
// leaves it open whether the object is the new one.
Replay::Outcomes Replay::notStored(const Step &step, const Answer &answer, const Bases &bases) const
{
    const QByteArray key = keyOf(step.path);
    // Where an upload waits, only who was told of it may go on; and who was told something that is
    // not true any more is refused once.
    // SIZE tells nothing of what another server has put aside since this session logged in.
    const bool isUntold =
        m_before.shownKept(key) != nullptr
        && (step.kind != Step::Kind::Resume || memory().mayMissKept(m_before, key));
    const bool mayBeRefused =
        answer.code == 450 && (answer.text.contains("since you asked") || isUntold);
    const auto isInTheWay = [&key](const BucketView &view) {
        return view.isFolder(key) || view.hasFileAbove(key);
    };
    const bool hadToWork = step.ending == Ending::Whole && !m_before.isFolder(key)
                           && !mayBelieve(isInTheWay) && !m_hasFault && !bases.isEmpty()
                           && !mayBeRefused;
    Outcomes outcomes = nothing();
    if (hadToWork)
        outcomes.problem = unexpected(answer, "226");
    else if (answer.code == 0 && step.ending != Ending::ResetControl)
        outcomes.problem = unexpected(answer, "a reply");
    for (const QByteArray &base : bases) {
        const QByteArray whole = base + contentOf(step);
        outcomes.kept.streams += whole;
        if (!losesAnswer(step, {Verb::Put, Verb::Complete}))
            continue;
        Files after = m_before.files;
        after[key] = whole;
        outcomes.allowed += after;
    }
    outcomes.kept.toldBytes = keptBytesIn(answer);
    return outcomes;
}

// The first client's line is dead, but its server does not know it yet. A new session of the same
// client that only appends is refused while that is so, or adds to the finished object; when it
// asks SIZE and goes on there, it has what came of the first one.
Replay::Outcomes Replay::takeOver(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    if (m_before.hasFileAbove(key) || m_before.isFolder(key))
        return nothing();
    const QByteArray content = contentOf(step);
    const QByteArray sent = content.first(content.size() / 2);
    const QByteArray rest = content.mid(sent.size());
    const Answer begun = client().storeUntilSilence("STOR " + step.path, sent);
    m_silent = std::move(hand().client);
    m_at = otherServer();
    m_leftUpload = m_world.servers() > 1;
    connectClient();
    if (begun.code != 150)
        return m_hasFault ? nothing() : Outcomes{unexpected(begun, "150"), {}};
    Answer answer = client().store("APPE " + step.path, rest, Ending::Whole);
    QList<QByteArray> streams{content};
    Bases bases{m_before.content(key)};
    if (const Kept *kept = m_before.shownKept(key)) {
        bases += kept->bytes;
        streams += kept->bytes + rest;
    }
    streams += m_before.content(key) + rest;
    QByteArray last = rest;
    if (answer.code == 450) {
        m_silent.reset();
        const Answer told = client().send("SIZE " + step.path);
        const qint64 size = told.code == 213 ? told.text.mid(4).toLongLong() : 0;
        const bool isOurs = size > 0 && size <= sent.size();
        last = isOurs ? content.mid(size) : rest;
        if (isOurs)
            bases += sent.first(size);
        answer = client().store("APPE " + step.path, last, Ending::Whole);
        streams += m_before.content(key) + last;
        if (isOurs)
            streams += sent.first(size) + last;
    }
    Outcomes outcomes = nothing();
    if (answer.code != 226 && answer.code != 450 && !m_hasFault)
        return {unexpected(answer, "226"), {}};
    if (answer.code == 226 || losesAnswer(step, {Verb::Put, Verb::Complete}))
        for (const QByteArray &base : std::as_const(bases))
            outcomes.allowed += m_before.files, outcomes.allowed.last()[key] = base + last;
    if (answer.code == 226)
        outcomes.allowed.removeFirst();
    outcomes.believed = outcomes.allowed.size();
    outcomes.kept = {key, streams, {}, true, false};
    return outcomes;
}

}  // namespace cosftp::test
