// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_replay.h"

#include <algorithm>

namespace cosftp::test {

QByteArray keyOf(const QByteArray &path) { return path.mid(1); }

bool losesAnswer(const Step &step, std::initializer_list<FakeStore::Verb> verbs)
{
    return step.fault && step.fault->kind == PlannedFault::Kind::LoseAnswer
           && std::find(verbs.begin(), verbs.end(), step.fault->verb) != verbs.end();
}

QByteArray unexpected(const Answer &answer, const QByteArray &expected)
{
    return "the client was told \"" + answer.text + "\" instead of " + expected;
}

QByteArray Replay::run(const Step &step)
{
    if (!client().isLoggedIn())
        return "the client cannot log in";
    for (Hand &each : m_hands)
        each.memory.passTime();
    if (step.fault)
        plan(*step.fault, m_world.store());
    m_hasFault = step.fault.has_value();
    m_knowsKept = m_world.server(m_at).knowsKept();
    m_hasLostAnswer = step.fault && step.fault->kind == PlannedFault::Kind::LoseAnswer;
    m_hasLoggedIn = m_leftUpload = false;
    Outcomes outcomes = act(step);
    // A claim whose removal failed stands until its lease is over, and says so.
    m_mayStandClaims =
        m_mayStandClaims || (step.fault && step.fault->verb == FakeStore::Verb::Remove);
    if (m_mayStandClaims && outcomes.problem.contains("\"450 In use by"))
        outcomes = nothing();
    return afterStep(outcomes);
}

QByteArray Replay::afterStep(const Outcomes &outcomes)
{
    m_silent.reset();
    if (!m_world.settle(sessions()))
        return "the server does not come to rest";
    if (outcomes.kept.mustGo)
        awaitGone(outcomes.kept.key);
    m_world.store().clearFaults();
    const QByteArray problem = outcomes.problem.isEmpty() ? compare(outcomes) : outcomes.problem;
    if (problem.isEmpty() && client().isGone())
        reconnect();
    return problem;
}

// What is kept is looked at once more before it goes, and nobody waits for that.
void Replay::awaitGone(const QByteArray &key)
{
    until([this, &key] {
        const BucketView now = BucketView::of(m_world.bucket());
        const auto [first, last] = m_before.kept.equal_range(key);
        return std::none_of(first, last, [&](const auto &before) {
            const auto [from, to] = now.kept.equal_range(key);
            return std::any_of(from, to, [&before](const auto &each) {
                return each.second.uploadId == before.second.uploadId;
            });
        });
    });
}

Replay::Outcomes Replay::act(const Step &step)
{
    switch (step.kind) {
    case Step::Kind::Stor:
    case Step::Kind::RestStor:
    case Step::Kind::Resume:
    case Step::Kind::Appe:
        return upload(step);
    case Step::Kind::TakeOver:
        return takeOver(step);
    case Step::Kind::Retr:
        return retrieve(step);
    case Step::Kind::Size:
        return size(step);
    case Step::Kind::Stranger:
        return sizeByStranger(step);
    case Step::Kind::List:
        return list(step);
    case Step::Kind::Rename:
        return rename(step);
    case Step::Kind::Dele:
        return remove(step);
    case Step::Kind::Mkd:
        return makeFolder(step);
    case Step::Kind::Rmd:
        return removeFolder(step);
    case Step::Kind::Restart:
        restart(m_world.servers() > 1 ? static_cast<int>(step.contentSeed % 2) : 0);
        return nothing();
    case Step::Kind::Reconnect:
        reconnect();
        return nothing();
    case Step::Kind::OtherServer:
        goToOtherServer();
        return nothing();
    }
    return nothing();
}

QByteArray Replay::differences(const BucketView &found) const
{
    QByteArray text = "the bucket holds something else than it may:";
    for (const auto &[key, bytes] : found.files)
        if (!m_before.isFile(key) || !isSame(m_before.content(key), bytes))
            text += "\n  " + key + " with " + QByteArray::number(bytes.size()) + " bytes";
    for (const auto &[key, bytes] : m_before.files)
        if (!found.isFile(key))
            text += "\n  no " + key;
    return text;
}

// What nobody describes stays after a fault, when its abort failed; without one nothing may stay.
QByteArray Replay::compare(const Outcomes &outcomes)
{
    const BucketView found = BucketView::of(m_world.bucket());
    const auto match =
        std::find_if(outcomes.allowed.begin(), outcomes.allowed.end(),
                     [&found](const Files &files) { return isSame(files, found.files); });
    if (match == outcomes.allowed.end())
        return differences(found);
    if (const QByteArray problem = compareKept(outcomes.kept, found); !problem.isEmpty())
        return problem;
    const QSet<QByteArray> newStrays = found.strayUploads - m_before.strayUploads;
    if (!m_hasFault && !newStrays.isEmpty())
        return "an upload is left open that nobody describes";
    const bool isUncertain =
        outcomes.isUncertain || std::distance(outcomes.allowed.begin(), match) >= outcomes.believed;
    const bool isKeptUncertain = m_hasLostAnswer && !outcomes.kept.key.isEmpty();
    noteEmptied(found);
    noteChanges(found);
    noteSettled(outcomes.kept, found);
    m_before = found;
    const bool mayMissNews = m_world.servers() > 1 && m_hasLoggedIn && m_hasFault;
    if (isKeptUncertain)
        restartAll();  // a lost answer about a description: the server may believe what is not
    else if (isUncertain || mayMissNews)
        reconnect();  // the server may remember for some seconds what it believed
    return {};
}

QByteArray Replay::compareKept(const KeptChange &change, const BucketView &found) const
{
    const auto isIn = [](const BucketView &view, const QByteArray &key, const Kept &kept) {
        const auto [first, last] = view.kept.equal_range(key);
        return std::any_of(first, last, [&kept](const auto &each) {
            return each.second.uploadId == kept.uploadId && each.second.bytes == kept.bytes;
        });
    };
    for (const auto &[key, kept] : m_before.kept)
        if (!isIn(found, key, kept) && !(key == change.key && change.mayGo)
            && !m_settled.contains(kept.uploadId))
            return "what was kept of " + key + " is gone";
    for (const auto &[key, kept] : found.kept) {
        const bool isAsBefore = isIn(m_before, key, kept);
        if (isAsBefore && key == change.key && change.mustGo)
            return "what was kept of " + key + " is still there";
        const auto isItsBeginning = [&bytes = kept.bytes](const QByteArray &stream) {
            return stream.startsWith(bytes);
        };
        const bool isRight =
            isAsBefore
            || (key == change.key
                && std::any_of(change.streams.begin(), change.streams.end(), isItsBeginning));
        if (!isRight)
            return QByteArray::number(kept.bytes.size()) + " bytes are kept of " + key
                   + " that are not what was sent";
    }
    if (!change.toldBytes || m_hasFault)
        return {};
    const auto [first, last] = found.kept.equal_range(change.key);
    const qint64 bytes =
        first == last ? 0 : std::max_element(first, last, [](const auto &one, const auto &other) {
                                return one.second.updated < other.second.updated;
                            })->second.bytes.size();
    const bool isAmong = std::any_of(first, last, [&change](const auto &each) {
        return each.second.bytes.size() == *change.toldBytes;
    });
    return isAmong || bytes == *change.toldBytes
               ? QByteArray()
               : "the client was told of " + QByteArray::number(*change.toldBytes)
                     + " kept bytes, but there are " + QByteArray::number(bytes);
}

}  // namespace cosftp::test
