// SPDX-License-Identifier: GPL-3.0-or-later
// What renames of files and folders may do.
#include "model/model_replay.h"

#include <algorithm>

namespace cosftp::test {

namespace {

using Verb = FakeStore::Verb;

QByteArray movedKey(const QByteArray &key, const QByteArray &from, const QByteArray &to)
{
    return key.startsWith(from + '/') ? to + key.mid(from.size()) : key;
}

bool holds(const Files &files, const QByteArray &key, const QByteArray &bytes)
{
    const auto found = files.find(key);
    return found != files.end() && isSame(found->second, bytes);
}

}  // namespace

Replay::Outcomes Replay::rename(const Step &step)
{
    const QByteArray from = keyOf(step.path);
    const QByteArray to = keyOf(step.target);
    if (from == to || m_before.hasFileAbove(to) || m_before.hasFileAbove(from))
        return nothing();
    const auto isThere = [&from](const BucketView &view) {
        return view.isFile(from) || view.isFolder(from);
    };
    Answer answer = client().send("RNFR " + step.path);
    if (answer.code == 350)
        answer = client().send("RNTO " + step.target);
    const bool isTold = answer.code == 250;
    if (answer.code == 0 || (isTold && !isThere(m_before) && !mayBelieve(isThere)))
        return {unexpected(answer, "550"), {}};
    const bool isInside = to.startsWith(from + '/') || from.startsWith(to + '/');
    const auto hasToWork = [&](const BucketView &view) {
        const bool isFree = !view.isFile(to) && !view.isFolder(to) && !view.hasFileAbove(to);
        return isThere(view) && isFree && !isInside;
    };
    // What the session saw of it is looked at once more before it is moved.
    const auto isOtherwise = [&](const BucketView &view) {
        return !hasToWork(view) || differsBelow(view, from);
    };
    Outcomes outcomes =
        m_before.isFile(from) ? renameFile(step, isTold) : renameFolder(step, isTold);
    if (!isTold && hasToWork(m_before) && !m_hasFault && !mayBelieve(isOtherwise))
        outcomes.problem = unexpected(answer, "250");
    return outcomes;
}

bool Replay::differsBelow(const BucketView &view, const QByteArray &path) const
{
    const auto isBelow = [&path](const QByteArray &key) {
        return key == path || key.startsWith(path + '/');
    };
    const auto hasAllOf = [&isBelow](const BucketView &one, const BucketView &other) {
        return std::all_of(one.files.begin(), one.files.end(), [&](const auto &file) {
            return !isBelow(file.first) || holds(other.files, file.first, file.second);
        });
    };
    return !hasAllOf(view, m_before) || !hasAllOf(m_before, view);
}

Replay::Outcomes Replay::renameFile(const Step &step, bool isTold) const
{
    const QByteArray from = keyOf(step.path);
    Files both = m_before.files;
    both[keyOf(step.target)] = m_before.content(from);
    Files after = both;
    after.erase(from);
    if (isTold)
        return {{}, {after}};
    Outcomes outcomes = nothing();
    if (m_hasFault)
        outcomes.allowed += both;
    if (losesAnswer(step, {Verb::Remove}))
        outcomes.allowed += after;
    return outcomes;
}

// After a failure in the middle every file is at one of its two places, or at both.
Replay::Outcomes Replay::renameFolder(const Step &step, bool isTold) const
{
    const QByteArray from = keyOf(step.path);
    const QByteArray to = keyOf(step.target);
    Files after;
    for (const auto &[key, bytes] : m_before.files)
        after[movedKey(key, from, to)] = bytes;
    if (isTold)
        return {{}, {after}};
    Outcomes outcomes = nothing();
    if (!m_hasFault)
        return outcomes;
    const Files found = BucketView::of(m_world.bucket()).files;
    for (const auto &[key, bytes] : m_before.files)
        if (!holds(found, key, bytes) && !holds(found, movedKey(key, from, to), bytes))
            outcomes.problem = "a rename lost " + key;
    for (const auto &[key, bytes] : found)
        if (!m_before.isFile(key) && !holds(after, key, bytes))
            outcomes.problem = "a rename made " + key;
    outcomes.allowed += found;
    return outcomes;
}

}  // namespace cosftp::test
