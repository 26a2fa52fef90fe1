// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/model_client.h"
#include "model/model_step.h"
#include "model/model_world.h"

#include <map>
#include <memory>

namespace cosftp::test {

/// Keys of files, and what they hold.
using Files = std::map<QByteArray, QByteArray>;

/// A world, a client in it, and the model: what the bucket has to hold by what the client was told.
class Replay
{
public:
    Replay();

    /// Empty if all agrees, else what does not.
    QByteArray run(const Step &step);

private:
    struct Outcomes
    {
        QByteArray problem;
        QList<Files> allowed;  ///< The first one is what the client has to believe.
    };

    [[nodiscard]] bool isFile(const QByteArray &key) const { return m_files.count(key) > 0; }
    [[nodiscard]] bool isFolder(const QByteArray &key) const;
    [[nodiscard]] bool isEmptyFolder(const QByteArray &key) const;
    [[nodiscard]] bool hasFileAbove(const QByteArray &key) const;
    [[nodiscard]] Files filesInBucket() const;
    [[nodiscard]] QByteArray contentIn(const QByteArray &key) const;

    Outcomes act(const Step &step);
    Outcomes upload(const Step &step);
    Outcomes retrieve(const Step &step);
    Outcomes size(const Step &step);
    Outcomes list(const Step &step);
    Outcomes rename(const Step &step);
    Outcomes renameFile(const QByteArray &from, const QByteArray &to, bool isTold,
                        const Step &step);
    Outcomes renameFolder(const QByteArray &from, const QByteArray &to, bool isTold,
                          const Step &step);
    Outcomes remove(const Step &step);
    Outcomes makeFolder(const Step &step);
    Outcomes removeFolder(const Step &step);
    QByteArray compare(const Outcomes &outcomes);
    void reconnect();

    World m_world;
    std::unique_ptr<ModelClient> m_client;
    Files m_files;
    bool m_hasFault = false;
};

}  // namespace cosftp::test
