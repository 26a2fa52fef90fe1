// SPDX-License-Identifier: GPL-3.0-or-later
// What clients may be told of names, and the changes that concern one name.
#include "model/model_replay.h"

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
        m_client->send("REST " + QByteArray::number(step.offset));
    const Received received = m_client->retrieve("RETR " + step.path, isAborted);
    const QByteArray wanted = content.mid(std::min<qsizetype>(step.offset, content.size()));
    Outcomes outcomes = nothing();
    if (!wanted.startsWith(received.bytes) && !(step.fault && received.answer.code != 226))
        outcomes.problem = "the client received bytes that are not the file's";
    else if (received.answer.code == 226 && !isAborted && (!isFile || received.bytes != wanted))
        outcomes.problem = "the client was told 226 for something else than the file";
    else if (received.answer.code == 0)
        outcomes.problem = unexpected(received.answer, "a reply");
    else if (m_hasFault || isAborted)
        return outcomes;
    else if (m_before.shownKept(key) != nullptr && isFile && received.answer.code == 550)
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
    const Answer answer = m_client->send("SIZE " + step.path);
    const qint64 bytes = m_before.shownSize(key);
    const QByteArray right = bytes < 0 ? "550" : "213 " + QByteArray::number(bytes);
    Outcomes outcomes = nothing();
    outcomes.kept = {key, {}, {}, m_hasFault, false};
    // A folder hides an upload of the same name that nobody finished.
    const bool mayBeHidden = m_before.isFolder(key) && !m_before.isFile(key);
    const bool isRefusal = answer.code == 550 && (bytes < 0 || mayBeHidden);
    const bool isExcused = m_hasFault && answer.code != 213 && answer.code != 0;
    if (answer.text != right && !isRefusal && !isExcused)
        outcomes.problem = unexpected(answer, right);
    return outcomes;
}

// What is kept of an upload is its owner's alone.
Replay::Outcomes Replay::sizeByStranger(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    Answer answer;
    {
        ModelClient stranger(m_world.serverPort(), "stranger");
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
    const QSet<QByteArray> wanted = m_before.entriesIn(key + '/');
    if (m_before.isFile(key) || m_before.shownKept(key) != nullptr)
        return nothing();
    const bool isThere = m_before.isFolder(key) || !wanted.isEmpty();
    const Received received = m_client->retrieve("MLSD " + step.path);
    Outcomes outcomes = nothing();
    if (received.answer.code == 226 && isThere && entriesOf(received.bytes) != wanted)
        outcomes.problem = "the listing shows" + listOf(entriesOf(received.bytes)) + "\ninstead of"
                           + listOf(wanted);
    else if (received.answer.code == 0 || (received.answer.code == 226) != isThere)
        outcomes.problem = unexpected(received.answer, isThere ? "226" : "a failure");
    const bool isExcused = received.answer.code != 226 && received.answer.code != 0;
    if (m_hasFault && (isExcused || !m_knowsKept))
        outcomes.problem.clear();
    return outcomes;
}

Replay::Outcomes Replay::remove(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const bool wasThere = m_before.shownSize(key) >= 0;
    const Answer answer = m_client->send("DELE " + step.path);
    Files after = m_before.files;
    after.erase(key);
    Outcomes outcomes = nothing();
    outcomes.kept = {key, {}, {}, true, answer.code == 250 && !m_hasFault};
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
    const bool isTaken = m_before.isFile(key) || m_before.isFolder(key);
    const Answer answer = m_client->send("MKD " + step.path);
    const bool isFolder = BucketView::of(m_world.bucket()).isFolder(key);
    Outcomes outcomes = nothing();
    outcomes.isUncertain = answer.code != 257 && m_hasLostAnswer;
    if (answer.code == 257 ? isTaken || !isFolder : !isTaken && !m_hasFault)
        outcomes.problem = unexpected(answer, isTaken ? "a failure" : "257 and a folder");
    return outcomes;
}

Replay::Outcomes Replay::removeFolder(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const bool mayGo = m_before.isEmptyFolder(key);
    const Answer answer = m_client->send("RMD " + step.path);
    const bool isFolder = BucketView::of(m_world.bucket()).isFolder(key);
    Outcomes outcomes = nothing();
    outcomes.isUncertain = answer.code != 250 && m_hasLostAnswer;
    // A client that removes a tree expects to remove the folder that went with its last file.
    const bool wentBefore = !m_before.isFolder(key) && m_emptied.contains(key);
    if (answer.code == 250 ? !(mayGo || wentBefore) || isFolder : mayGo && !m_hasFault)
        outcomes.problem = unexpected(answer, mayGo ? "250 and no folder" : "a failure");
    return outcomes;
}

}  // namespace cosftp::test
