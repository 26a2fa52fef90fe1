// SPDX-License-Identifier: GPL-3.0-or-later
// What clients may be told of names, and the changes that concern one name.
#include "model/model_replay.h"

#include <algorithm>

namespace cosftp::test {

namespace {

using Verb = FakeStore::Verb;

// "type=file;size=5;modify=...; name", the folder itself left out.
QSet<QByteArray> entriesOf(const QByteArray &listing)
{
    QSet<QByteArray> entries;
    for (const QByteArray &line : listing.split('\n')) {
        const qsizetype blank = line.indexOf(' ');
        const QByteArray facts = ';' + line.left(blank).toLower();
        const QByteArray name = line.mid(blank + 1).trimmed();
        if (blank < 0 || facts.contains(";type=cdir") || facts.contains(";type=pdir"))
            continue;
        const qsizetype size = facts.indexOf(";size=");
        entries += facts.contains(";type=dir")
                       ? name + '/'
                       : name + ' ' + facts.mid(size + 6, facts.indexOf(';', size + 6) - size - 6);
    }
    return entries;
}

QByteArray listOf(const QSet<QByteArray> &entries)
{
    QByteArray text;
    for (const QByteArray &entry : entries)
        text += "\n  " + entry;
    return text;
}

}  // namespace

Replay::Outcomes Replay::retrieve(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const QByteArray content = m_before.content(key);
    const bool isFile = m_before.isFile(key);
    const bool isAborted = step.ending == Ending::Abort;
    if (step.offset > 0)
        client().send("REST " + QByteArray::number(step.offset));
    const Received received = client().retrieve("RETR " + step.path, isAborted);
    const QByteArray wanted = content.mid(std::min<qsizetype>(step.offset, content.size()));
    const auto isKeptShown = [&key](const BucketView &view) {
        return view.shownKept(key) != nullptr;
    };
    Outcomes outcomes = nothing();
    if (!wanted.startsWith(received.bytes) && !(step.fault && received.answer.code != 226))
        outcomes.problem = "the client received bytes that are not the file's";
    else if (received.answer.code == 226 && !isAborted && (!isFile || received.bytes != wanted))
        outcomes.problem = "the client was told 226 for something else than the file";
    else if (received.answer.code == 0)
        outcomes.problem = unexpected(received.answer, "a reply");
    else if (m_hasFault || isAborted)
        return outcomes;
    else if (isFile && received.answer.code == 550 && memory().mayShow(m_before, isKeptShown))
        return outcomes;  // SIZE tells of the upload, so a download would be cut by that
    else if (!isFile && received.answer.code != 550)
        outcomes.problem = unexpected(received.answer, "550");
    else if (isFile && step.offset > content.size() && received.answer.code != 554)
        outcomes.problem = unexpected(received.answer, "554");
    else if (isFile && step.offset <= content.size() && received.answer.code != 226)
        outcomes.problem = unexpected(received.answer, "226");
    return outcomes;
}

Replay::Outcomes Replay::size(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const Answer answer = client().send("SIZE " + step.path);
    const auto isRight = [&](const BucketView &view) {
        const qint64 bytes = view.shownSize(key);
        // A folder hides an upload of the same name that nobody finished.
        const bool mayBeHidden = view.isFolder(key) && !view.isFile(key);
        return answer.code == 550 ? bytes < 0 || mayBeHidden
                                  : bytes >= 0 && answer.text == "213 " + QByteArray::number(bytes);
    };
    Outcomes outcomes = nothing();
    outcomes.kept = {key, {}, {}, m_hasFault, false};
    const bool isExcused = m_hasFault && answer.code != 213 && answer.code != 0;
    if (!memory().mayShow(m_before, isRight) && !isExcused)
        outcomes.problem =
            unexpected(answer, "a size of " + QByteArray::number(m_before.shownSize(key)));
    return outcomes;
}

// What is kept of an upload is its owner's alone.
Replay::Outcomes Replay::sizeByStranger(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    Answer answer;
    {
        ModelClient stranger(m_world.server(otherServer()).serverPort(), "stranger");
        answer = stranger.send("SIZE " + step.path);
    }
    const QByteArray right = m_before.isFile(key)
                                 ? "213 " + QByteArray::number(m_before.content(key).size())
                                 : QByteArray("550");
    Outcomes outcomes = nothing();
    const bool isExcused = m_hasFault && answer.code != 213 && answer.code != 0;
    const bool isRefusal = answer.code == 550 && !m_before.isFile(key);
    if (answer.text != right && !isRefusal && !isExcused)
        outcomes.problem = unexpected(answer, right);
    return outcomes;
}

Replay::Outcomes Replay::list(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const QByteArray prefix = key + '/';
    const auto isShownAsFile = [&key](const BucketView &view) {
        return view.isFile(key) || view.shownKept(key) != nullptr;
    };
    if (memory().mayShow(m_before, isShownAsFile))
        return nothing();
    const auto isThere = [&](const BucketView &view) {
        return view.isFolder(key) || !view.entriesIn(prefix).isEmpty();
    };
    const Received received = client().retrieve("MLSD " + step.path);
    const bool isTold = received.answer.code == 226;
    const auto isRight = [&](const BucketView &view) { return isThere(view) == isTold; };
    Outcomes outcomes = nothing();
    if (received.answer.code == 0 || !memory().mayShow(m_before, isRight))
        outcomes.problem = unexpected(received.answer, isThere(m_before) ? "226" : "a failure");
    else if (isTold)
        outcomes.problem = wrongEntries(prefix, entriesOf(received.bytes));
    const bool isExcused = !isTold && received.answer.code != 0;
    if (m_hasFault && (isExcused || !m_knowsKept))
        outcomes.problem.clear();
    return outcomes;
}

// A listing may be right for one name as it is now and for another as the session remembers it.
QByteArray Replay::wrongEntries(const QByteArray &prefix, const QSet<QByteArray> &shown) const
{
    const QSet<QByteArray> wanted = m_before.entriesIn(prefix);
    const auto mayBe = [&](const QByteArray &entry) {
        return memory().mayShow(m_before, [&](const BucketView &view) {
            return view.entriesIn(prefix).contains(entry) == shown.contains(entry);
        });
    };
    const QSet<QByteArray> differing = (shown - wanted) + (wanted - shown);
    if (std::all_of(differing.begin(), differing.end(), mayBe))
        return {};
    return "the listing shows" + listOf(shown) + "\ninstead of" + listOf(wanted);
}

Replay::Outcomes Replay::remove(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const bool wasThere = m_before.shownSize(key) >= 0;
    const Answer answer = client().send("DELE " + step.path);
    Files after = m_before.files;
    after.erase(key);
    Outcomes outcomes = nothing();
    // What another server has put aside since this session logged in goes only where the server has
    // to ask for it: where no object stands.
    const bool isKnown = !m_before.isFile(key) || !memory().mayMissKept(m_before, key);
    outcomes.kept = {key, {}, {}, true, answer.code == 250 && !m_hasFault && isKnown};
    if (answer.code == 250)
        outcomes.allowed = {after};
    if (answer.code == 250 && !wasThere)
        outcomes.problem = unexpected(answer, "550");
    else if (answer.code != 250 && wasThere && !m_hasFault)
        outcomes.problem = unexpected(answer, "250");
    else if (answer.code == 0)
        outcomes.problem = unexpected(answer, "a reply");
    if (answer.code != 250 && losesAnswer(step, {Verb::Remove}))
        outcomes.allowed += after;
    return outcomes;
}

Replay::Outcomes Replay::makeFolder(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    if (m_before.hasFileAbove(key))
        return nothing();
    const auto isTaken = [&key](const BucketView &view) {
        return view.isFile(key) || view.isFolder(key);
    };
    const auto isRefused = [&](const BucketView &view) {
        return isTaken(view) || view.hasFileAbove(key);
    };
    const auto isFree = [&](const BucketView &view) { return !isTaken(view); };
    const Answer answer = client().send("MKD " + step.path);
    const bool isFolder = BucketView::of(m_world.bucket()).isFolder(key);
    Outcomes outcomes = nothing();
    outcomes.isUncertain = answer.code != 257 && m_hasLostAnswer;
    const bool mayBeMade = isFree(m_before) || mayBelieve(isFree);
    const bool mayBeRefused = isRefused(m_before) || mayBelieve(isRefused) || m_hasFault;
    if (answer.code == 257 ? !mayBeMade || !isFolder : !mayBeRefused)
        outcomes.problem = unexpected(answer, isTaken(m_before) ? "a failure" : "257 and a folder");
    return outcomes;
}

Replay::Outcomes Replay::removeFolder(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const auto isEmpty = [&key](const BucketView &view) { return view.isEmptyFolder(key); };
    const auto isNotEmpty = [&](const BucketView &view) { return !isEmpty(view); };
    const bool mayGo = isEmpty(m_before);
    const Answer answer = client().send("RMD " + step.path);
    const bool isFolder = BucketView::of(m_world.bucket()).isFolder(key);
    Outcomes outcomes = nothing();
    outcomes.isUncertain = answer.code != 250 && m_hasLostAnswer;
    // A client that removes a tree expects to remove the folder that went with its last file.
    const bool wentBefore = !m_before.isFolder(key) && hand().emptied.contains(key);
    // What another session stored in it may still be hidden behind what this one removed there: it
    // stays, and the folder with it.
    const bool isHidden = !mayGo && mayBelieve(isEmpty);
    const bool isGone = mayGo || wentBefore || mayBelieve(isEmpty);
    const bool mayStay = !mayGo || m_hasFault || mayBelieve(isNotEmpty);
    if (answer.code == 250 ? !isGone || (isFolder && !isHidden) : !mayStay)
        outcomes.problem = unexpected(answer, mayGo ? "250 and no folder" : "a failure");
    return outcomes;
}

}  // namespace cosftp::test
