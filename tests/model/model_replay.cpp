// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_replay.h"

#include <QSet>

namespace cosftp::test {

namespace {

using Verb = FakeStore::Verb;

QByteArray keyOf(const QByteArray &path) { return path.mid(1); }

bool losesAnswer(const Step &step, std::initializer_list<Verb> verbs)
{
    return step.fault && step.fault->kind == PlannedFault::Kind::LoseAnswer
           && std::find(verbs.begin(), verbs.end(), step.fault->verb) != verbs.end();
}

QByteArray unexpected(const Answer &answer, const char *expected)
{
    return "the client was told \"" + answer.text + "\" instead of " + expected;
}

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

}  // namespace

Replay::Replay() { reconnect(); }

void Replay::reconnect()
{
    m_client.reset();
    m_world.settle(0);
    m_client = std::make_unique<ModelClient>(m_world.serverPort());
}

bool Replay::isFolder(const QByteArray &key) const
{
    const QByteArray prefix = key + '/';
    const QList<QByteArray> keys = m_world.bucket().keys();
    return std::any_of(keys.begin(), keys.end(),
                       [&prefix](const QByteArray &each) { return each.startsWith(prefix); });
}

bool Replay::isEmptyFolder(const QByteArray &key) const
{
    const QByteArray prefix = key + '/';
    const QList<QByteArray> keys = m_world.bucket().keys();
    return isFolder(key) && std::none_of(keys.begin(), keys.end(), [&](const QByteArray &each) {
               return each.startsWith(prefix) && each != prefix;
           });
}

bool Replay::hasFileAbove(const QByteArray &key) const
{
    for (qsizetype slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1))
        if (isFile(key.first(slash)))
            return true;
    return false;
}

Files Replay::filesInBucket() const
{
    Files files;
    for (const QByteArray &key : m_world.bucket().keys())
        if (!key.endsWith('/'))
            files[key] = m_world.bucket().content(key);
    return files;
}

QByteArray Replay::contentIn(const QByteArray &key) const
{
    const auto found = m_files.find(key);
    return found == m_files.end() ? QByteArray() : found->second;
}

QByteArray Replay::run(const Step &step)
{
    if (!m_client->isLoggedIn())
        return "the client cannot log in";
    const int openBefore = m_world.store().openUploads();
    if (step.fault)
        plan(*step.fault, m_world.store());
    m_hasFault = step.fault.has_value();
    const Outcomes outcomes = act(step);
    const bool isGone = m_client->isGone();
    if (!m_world.settle(isGone ? 0 : 1))
        return "the server does not come to rest";
    m_world.store().clearFaults();
    if (!outcomes.problem.isEmpty())
        return outcomes.problem;
    const QByteArray problem = compare(outcomes);
    if (problem.isEmpty() && !m_hasFault && m_world.store().openUploads() > openBefore)
        return "an upload is left open";
    if (isGone)
        reconnect();
    return problem;
}

QByteArray Replay::compare(const Outcomes &outcomes)
{
    const Files found = filesInBucket();
    const auto match = std::find(outcomes.allowed.begin(), outcomes.allowed.end(), found);
    if (match == outcomes.allowed.end()) {
        QByteArray text = "the bucket holds something else:";
        for (const auto &[key, bytes] : found)
            if (const auto known = m_files.find(key);
                known == m_files.end() || known->second != bytes)
                text += "\n  " + key + " with " + QByteArray::number(bytes.size()) + " bytes";
        for (const auto &[key, bytes] : m_files)
            if (found.count(key) == 0)
                text += "\n  no " + key;
        return text;
    }
    m_files = found;
    if (match != outcomes.allowed.begin())
        reconnect();  // the server may remember for some seconds what it believed
    return {};
}

Replay::Outcomes Replay::act(const Step &step)
{
    switch (step.kind) {
    case Step::Kind::Stor:
    case Step::Kind::RestStor:
    case Step::Kind::Appe:
        return upload(step);
    case Step::Kind::Retr:
        return retrieve(step);
    case Step::Kind::Size:
        return size(step);
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
    case Step::Kind::Reconnect:
        reconnect();
        return {{}, {m_files}};
    }
    return {};
}

Replay::Outcomes Replay::upload(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    if (hasFileAbove(key))
        return {{}, {m_files}};  // a bucket can hold both, a tree cannot
    const QByteArray old = contentIn(key);
    const bool isRestarted = step.kind == Step::Kind::RestStor && step.offset > 0;
    const bool isPlain =
        step.kind == Step::Kind::Stor || !(isRestarted || step.kind == Step::Kind::Appe);
    if (isRestarted)
        m_client->send("REST " + QByteArray::number(step.offset));
    const QByteArray verb = step.kind == Step::Kind::Appe ? "APPE " : "STOR ";
    const bool wasFolder = isFolder(key);
    Files after = m_files;
    after[key] = (isPlain       ? QByteArray()
                  : isRestarted ? old.first(std::min<qsizetype>(step.offset, old.size()))
                                : old)
                 + contentOf(step);
    const Answer answer = m_client->store(verb + step.path, contentOf(step), step.ending);
    if (answer.code == 226) {
        const bool wasPossible = step.ending == Ending::Whole && !wasFolder
                                 && (!isRestarted || step.offset <= old.size());
        return {wasPossible ? QByteArray() : unexpected(answer, "a failure"), {after}};
    }
    const bool hadToWork = isPlain && step.ending == Ending::Whole && !wasFolder && !m_hasFault;
    Outcomes outcomes{hadToWork ? unexpected(answer, "226") : QByteArray(), {m_files}};
    if (losesAnswer(step, {Verb::Put, Verb::Complete}))
        outcomes.allowed += after;
    return outcomes;
}

Replay::Outcomes Replay::retrieve(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const QByteArray content = contentIn(key);
    const bool isAborted = step.ending == Ending::Abort;
    if (step.offset > 0)
        m_client->send("REST " + QByteArray::number(step.offset));
    const Received received = m_client->retrieve("RETR " + step.path, isAborted);
    const QByteArray wanted = content.mid(std::min<qsizetype>(step.offset, content.size()));
    Outcomes outcomes{{}, {m_files}};
    if (!wanted.startsWith(received.bytes) && !(step.fault && received.answer.code != 226))
        outcomes.problem = "the client received bytes that are not the file's";
    else if (received.answer.code == 226 && !isAborted
             && (!isFile(key) || received.bytes != wanted))
        outcomes.problem = "the client was told 226 for something else than the file";
    else if (m_hasFault || isAborted)
        return outcomes;
    else if (!isFile(key) && received.answer.code != 550)
        outcomes.problem = unexpected(received.answer, "550");
    else if (isFile(key) && step.offset > content.size() && received.answer.code != 554)
        outcomes.problem = unexpected(received.answer, "554");
    else if (isFile(key) && step.offset <= content.size() && received.answer.code != 226)
        outcomes.problem = unexpected(received.answer, "226");
    return outcomes;
}

Replay::Outcomes Replay::size(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const Answer answer = m_client->send("SIZE " + step.path);
    const QByteArray right = "213 " + QByteArray::number(contentIn(key).size());
    Outcomes outcomes{{}, {m_files}};
    if (isFile(key) ? answer.text != right : answer.code != 550)
        outcomes.problem = unexpected(answer, isFile(key) ? right.constData() : "550");
    if (m_hasFault && answer.code != 213)
        outcomes.problem.clear();
    return outcomes;
}

Replay::Outcomes Replay::list(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    Outcomes outcomes{{}, {m_files}};
    if (!isFolder(key))
        return outcomes;
    QSet<QByteArray> wanted;
    for (const QByteArray &each : m_world.bucket().keys()) {
        if (!each.startsWith(key + '/') || each == key + '/')
            continue;
        const QByteArray name = each.mid(key.size() + 1);
        const qsizetype slash = name.indexOf('/');
        wanted += slash >= 0
                      ? name.first(slash + 1)
                      : name + ' ' + QByteArray::number(m_world.bucket().content(each).size());
    }
    const Received received = m_client->retrieve("MLSD " + step.path);
    if (received.answer.code == 226 && entriesOf(received.bytes) != wanted)
        outcomes.problem = "the listing is not the folder's:\n" + received.bytes;
    else if (received.answer.code != 226 && !m_hasFault)
        outcomes.problem = unexpected(received.answer, "226");
    return outcomes;
}

Replay::Outcomes Replay::rename(const Step &step)
{
    const QByteArray from = keyOf(step.path);
    const QByteArray to = keyOf(step.target);
    if (from == to || hasFileAbove(to) || hasFileAbove(from))
        return {{}, {m_files}};
    const bool wasFile = isFile(from);
    const bool wasFolder = isFolder(from);
    Answer answer = m_client->send("RNFR " + step.path);
    if (answer.code == 350)
        answer = m_client->send("RNTO " + step.target);
    const bool isTold = answer.code == 250;
    if (isTold && !wasFile && !wasFolder)
        return {unexpected(answer, "550"), {m_files}};
    const bool isFree =
        !isFile(to) && !isFolder(to) && !to.startsWith(from + '/') && !from.startsWith(to + '/');
    Outcomes outcomes =
        wasFile ? renameFile(from, to, isTold, step) : renameFolder(from, to, isTold, step);
    if (!isTold && (wasFile || wasFolder) && isFree && !m_hasFault)
        outcomes.problem = unexpected(answer, "250");
    return outcomes;
}

Replay::Outcomes Replay::renameFile(const QByteArray &from, const QByteArray &to, bool isTold,
                                    const Step &step)
{
    Files both = m_files;
    both[to] = contentIn(from);
    Files after = both;
    after.erase(from);
    if (isTold)
        return {{}, {after}};
    Outcomes outcomes{{}, {m_files}};
    if (m_hasFault)
        outcomes.allowed += both;
    if (losesAnswer(step, {Verb::Remove}))
        outcomes.allowed += after;
    return outcomes;
}

// After a failure in the middle every file is at one of its two places, or at both.
Replay::Outcomes Replay::renameFolder(const QByteArray &from, const QByteArray &to, bool isTold,
                                      const Step &)
{
    Files after;
    for (const auto &[key, bytes] : m_files)
        after[key.startsWith(from + '/') ? to + key.mid(from.size()) : key] = bytes;
    if (isTold)
        return {{}, {after}};
    Outcomes outcomes{{}, {m_files}};
    if (!m_hasFault)
        return outcomes;
    const Files found = filesInBucket();
    for (const auto &[key, bytes] : m_files) {
        const QByteArray moved = key.startsWith(from + '/') ? to + key.mid(from.size()) : key;
        const bool isThere = (found.count(key) > 0 && found.at(key) == bytes)
                             || (found.count(moved) > 0 && found.at(moved) == bytes);
        if (!isThere)
            outcomes.problem = "a rename lost " + key;
    }
    for (const auto &[key, bytes] : found)
        if (m_files.count(key) == 0 && (after.count(key) == 0 || after.at(key) != bytes))
            outcomes.problem = "a rename made " + key;
    outcomes.allowed += found;
    return outcomes;
}

Replay::Outcomes Replay::remove(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const bool wasFile = isFile(key);
    const Answer answer = m_client->send("DELE " + step.path);
    Files after = m_files;
    after.erase(key);
    if (answer.code == 250)
        return {wasFile ? QByteArray() : unexpected(answer, "550"), {after}};
    Outcomes outcomes{{}, {m_files}};
    if (wasFile && !m_hasFault)
        outcomes.problem = unexpected(answer, "250");
    if (losesAnswer(step, {Verb::Remove}))
        outcomes.allowed += after;
    return outcomes;
}

Replay::Outcomes Replay::makeFolder(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    Outcomes outcomes{{}, {m_files}};
    if (hasFileAbove(key))
        return outcomes;
    const bool isTaken = isFile(key) || isFolder(key);
    const Answer answer = m_client->send("MKD " + step.path);
    if (answer.code == 257 ? isTaken || !isFolder(key) : !isTaken && !m_hasFault)
        outcomes.problem = unexpected(answer, isTaken ? "a failure" : "257 and a folder");
    return outcomes;
}

Replay::Outcomes Replay::removeFolder(const Step &step)
{
    const QByteArray key = keyOf(step.path);
    const bool mayGo = isEmptyFolder(key);
    const Answer answer = m_client->send("RMD " + step.path);
    Outcomes outcomes{{}, {m_files}};
    if (answer.code == 250 ? !mayGo || isFolder(key) : mayGo && !m_hasFault)
        outcomes.problem = unexpected(answer, mayGo ? "250 and no folder" : "a failure");
    return outcomes;
}

}  // namespace cosftp::test
