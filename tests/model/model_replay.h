// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/model_bucket.h"
#include "model/model_client.h"
#include "model/model_step.h"
#include "model/model_world.h"

#include <memory>
#include <optional>

namespace cosftp::test {

/// A world, a client in it, and the model: what the bucket has to hold by what the client was told.
class Replay
{
public:
    Replay();

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
    /// What the bytes of an upload may come behind; empty: nothing, the offset is impossible.
    using Bases = QList<QByteArray>;

    Outcomes act(const Step &step);
    Outcomes nothing() const { return {{}, {m_before.files}}; }
    // model_uploads.cpp
    Outcomes upload(const Step &step);
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
    Outcomes remove(const Step &step);
    Outcomes makeFolder(const Step &step);
    Outcomes removeFolder(const Step &step);
    // model_renames.cpp
    Outcomes rename(const Step &step);
    [[nodiscard]] Outcomes renameFile(const Step &step, bool isTold) const;
    [[nodiscard]] Outcomes renameFolder(const Step &step, bool isTold) const;

    QByteArray compare(const Outcomes &outcomes);
    QByteArray compareKept(const KeptChange &change, const BucketView &found) const;
    QByteArray differences(const BucketView &found) const;
    void noteEmptied(const BucketView &found);
    void connectClient();
    void reconnect();
    void restart();

    World m_world;
    std::unique_ptr<ModelClient> m_client;
    std::unique_ptr<ModelClient> m_silent;  ///< Lost its line and does not know it yet.
    BucketView m_before;                    ///< What the bucket held before the step.
    QSet<QByteArray> m_emptied;  ///< Folders that went with their last file in this session.
    bool m_knowsKept = true;     ///< The server has learned what is kept.
    bool m_hasFault = false;
    bool m_hasLostAnswer = false;
    bool m_mayStandClaims = false;  ///< A removal has failed; it may have been that of a claim.
};

/// Helpers that all parts of the replay share.
QByteArray keyOf(const QByteArray &path);
bool losesAnswer(const Step &step, std::initializer_list<FakeStore::Verb> verbs);
QByteArray unexpected(const Answer &answer, const QByteArray &expected);

}  // namespace cosftp::test
