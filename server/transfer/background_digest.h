// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/digest.h"

#include <QMutex>
#include <QObject>

#include <memory>

namespace cosftp {

/// A checksum that is computed block by block on helper threads, so that the thread which serves
/// sessions only moves bytes. One block at a time: add() the next after added().
class BackgroundDigest final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BackgroundDigest)

public:
    BackgroundDigest(DigestAlgorithm algorithm, QObject *parent);
    ~BackgroundDigest() override;  ///< A block that is being computed is forgotten.

    void add(const QByteArray &block);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] QByteArray hex() const;  ///< Not while busy.

Q_SIGNALS:
    void added();

private:
    // The helper thread may end after this object.
    struct Shared
    {
        explicit Shared(DigestAlgorithm algorithm) : digest(algorithm) {}
        Digest digest;  // used by one thread at a time: that of the block under way
        QMutex mutex;
        BackgroundDigest *owner = nullptr;
    };
    static void run(const std::shared_ptr<Shared> &shared, const QByteArray &block);
    void onDone();

    std::shared_ptr<Shared> m_shared;
    bool m_isBusy = false;
};

}  // namespace cosftp
