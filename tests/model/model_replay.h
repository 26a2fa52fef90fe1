// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/model_bucket.h"
#include "model/model_client.h"
#include "model/model_memory.h"
#include "model/model_step.h"
#include "model/model_world.h"

#include <array>
#include <memory>
#include <optional>

namespace cosftp::test {

/// A world, a client in it, and the model: what the bucket has to hold by what the client was told.
/// With two servers the client goes on at the other one whenever it connects again, and has a
/// session at each of them now and then.
class Replay
{
public:
    explicit Replay(int servers);

    /// Empty if all agrees, else what does not.
    QByteArray run(const Step &step);

private:
    /// What a step may have done to what is kept of interrupted uploads. Others stay as they are.
    struct KeptChange
    {
        QByteArray key;
        QList<QByteArray> streams;  ///< What is kept afterwards is the beginning of one of these.
        std::optional<qint64> toldBytes;  ///< So much is kept, the client was told.
        bool mayGo = false;
        bool mustGo = false;
    };
    struct Outcomes
    {
        QByteArray problem;
        QList<Files> allowed;
        qsizetype believed =
            1;  ///< So many of them, from the first one on, are what the client was told.
        KeptChange kept = {};
        bool isUncertain = false;  ///< A change that failed may have happened all the same.
    };
    /// The client's session at one server.
    struct Hand
    {
        std::unique_ptr<ModelClient> client;
        SessionMemory memory;
        QSet<QByteArray> emptied;  ///< Folders that went with their last file in this session.
    };
    /// What the bytes of an upload may come behind; empty: nothing, the offset is impossible.
    using Bases = QList<QByteArray>;

    Outcomes act(const Step &step);
    Outcomes nothing() const { return {{}, {m_before.files}}; }
    // model_uploads.cpp
    Outcomes upload(const Step &step);
    [[nodiscard]] Bases basesInAll(const QByteArray &key, qint64 offset) const;
    [[nodiscard]] Bases basesOf(const Step &step, qint64 offset) const;
    [[nodiscard]] Outcomes stored(const Step &step, const Answer &answer, const Bases &bases) const;
    [[nodiscard]] Outcomes notStored(const Step &step, const Answer &answer,
                                     const Bases &bases) const;
    Outcomes takeOver(const Step &step);
    // model_names.cpp
    Outcomes retrieve(const Step &step);
    Outcomes size(const Step &step);
    Outcomes sizeByStranger(const Step &step);
    Outcomes list(const Step &step);
    [[nodiscard]] QByteArray wrongEntries(const QByteArray &prefix,
                                          const QSet<QByteArray> &shown) const;
    Outcomes remove(const Step &step);
    Outcomes makeFolder(const Step &step);
    Outcomes removeFolder(const Step &step);
    // model_renames.cpp
    Outcomes rename(const Step &step);
    [[nodiscard]] bool differsBelow(const BucketView &view, const QByteArray &path) const;
    [[nodiscard]] Outcomes renameFile(const Step &step, bool isTold) const;
    [[nodiscard]] Outcomes renameFolder(const Step &step, bool isTold) const;

    QByteArray compare(const Outcomes &outcomes);
    QByteArray compareKept(const KeptChange &change, const BucketView &found) const;
    QByteArray differences(const BucketView &found) const;
    QByteArray afterStep(const Outcomes &outcomes);
    void awaitGone(const QByteArray &key);
    void noteEmptied(const BucketView &found);
    void noteChanges(const BucketView &found);
    void noteSettled(const KeptChange &change, const BucketView &found);
    void forgetSettled();
    // model_hands.cpp
    [[nodiscard]] Hand &hand() { return m_hands.at(static_cast<std::size_t>(m_at)); }
    [[nodiscard]] const Hand &hand() const { return m_hands.at(static_cast<std::size_t>(m_at)); }
    [[nodiscard]] ModelClient &client() { return *hand().client; }
    [[nodiscard]] const SessionMemory &memory() const { return hand().memory; }
    [[nodiscard]] bool mayBelieve(const std::function<bool(const BucketView &view)> &isSo) const;
    [[nodiscard]] int otherServer() const { return m_world.servers() - 1 - m_at; }
    [[nodiscard]] int sessions() const;
    void connectClient();
    void leave();
    void reconnect();
    void restart(int server);
    void restartAll();
    void goToOtherServer();

    World m_world;
    std::array<Hand, 2> m_hands;
    int m_at = 0;                           ///< The server that the client talks to.
    std::unique_ptr<ModelClient> m_silent;  ///< Lost its line and does not know it yet.
    BucketView m_before;                    ///< What the bucket held before the step.
    QSet<QByteArray> m_settled;             ///< Ids of uploads that some server will give up.
    bool m_hasLoggedIn = false;             ///< In this step.
    bool m_leftUpload = false;              ///< At the other server, in this step.
    bool m_knowsKept = true;                ///< The server has learned what is kept.
    bool m_hasFault = false;
    bool m_hasLostAnswer = false;
    bool m_mayStandClaims = false;  ///< A removal has failed; it may have been that of a claim.
};

/// Helpers that all parts of the replay share.
QByteArray keyOf(const QByteArray &path);
bool losesAnswer(const Step &step, std::initializer_list<FakeStore::Verb> verbs);
QByteArray unexpected(const Answer &answer, const QByteArray &expected);

}  // namespace cosftp::test
