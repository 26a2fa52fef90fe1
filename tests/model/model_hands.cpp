// SPDX-License-Identifier: GPL-3.0-or-later
// At which server the client is, and with which sessions.
#include "model/model_replay.h"

#include <algorithm>

namespace cosftp::test {

Replay::Replay(int servers) : m_world(servers) { connectClient(); }

// A login asks the bucket for what other servers have left. That look has to meet no trouble that
// is meant for a step.
void Replay::connectClient()
{
    hand() = {};
    hand().client = std::make_unique<ModelClient>(m_world.server(m_at).serverPort(), "user");
    m_hasLoggedIn = true;
    if (m_world.servers() > 1)
        m_world.settle(sessions() + 1);  // one that fell silent may be there
    forgetSettled();
}

void Replay::leave()
{
    for (Hand &each : m_hands)
        each = {};
    m_silent.reset();
    m_world.settle(0);
}

// Whose line is lost comes back to the other server, where there is one.
void Replay::reconnect()
{
    leave();
    m_at = otherServer();
    connectClient();
}

void Replay::restart(int server)
{
    leave();
    m_world.server(server).restart();
    m_at = server;
    connectClient();
}

void Replay::restartAll()
{
    leave();
    for (int server = 0; server < m_world.servers(); ++server)
        m_world.server(server).restart();
    m_at = otherServer();
    connectClient();
}

void Replay::goToOtherServer()
{
    m_at = otherServer();
    if (hand().client == nullptr)
        connectClient();
}

int Replay::sessions() const
{
    return static_cast<int>(std::count_if(m_hands.begin(), m_hands.end(), [](const Hand &each) {
        return each.client != nullptr && !each.client->isGone();
    }));
}

bool Replay::mayBelieve(const std::function<bool(const BucketView &view)> &isSo) const
{
    return memory().mayBelieve(isSo);
}

void Replay::noteChanges(const BucketView &found)
{
    if (m_before.isSameAs(found))
        return;
    for (Hand &each : m_hands)
        if (&each == &hand())
            each.memory.changedHere(m_before, found);
        else if (each.client != nullptr)
            each.memory.changedElsewhere(m_before, found);
    if (m_leftUpload)
        hand().memory.keptElsewhere(m_before, found);
}

// What its user's session did not know of when it stored or deleted the name is given up by that
// server as soon as it hears of it.
void Replay::noteSettled(const KeptChange &change, const BucketView &found)
{
    for (const auto &[key, kept] : found.kept)
        if (key == change.key && change.mayGo)
            m_settled += kept.uploadId;
        else if (key == change.key)
            m_settled -= kept.uploadId;  // gone on with
}

// A login hears of it.
void Replay::forgetSettled()
{
    QSet<QByteArray> there;
    for (const auto &[key, kept] : BucketView::of(m_world.bucket()).kept)
        there += kept.uploadId;
    for (auto each = m_before.kept.begin(); each != m_before.kept.end();) {
        const QByteArray &id = each->second.uploadId;
        const bool isGone = m_settled.contains(id) && !there.contains(id);
        each = isGone ? m_before.kept.erase(each) : std::next(each);
    }
}

void Replay::noteEmptied(const BucketView &found)
{
    QSet<QByteArray> keys = m_before.markers - found.markers;
    for (const auto &[key, bytes] : m_before.files)
        if (!found.isFile(key))
            keys += key;
    for (const QByteArray &key : std::as_const(keys))
        for (qsizetype slash = key.lastIndexOf('/'); slash > 0;
             slash = key.lastIndexOf('/', slash - 1))
            if (!found.isFolder(key.first(slash)))
                hand().emptied += key.first(slash);
}

}  // namespace cosftp::test
