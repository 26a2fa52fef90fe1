// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/unfinished_files.h"
#include "transfer/parked_uploads.h"
#include "transfer/running_uploads.h"

#include <memory>

namespace cosftp {

/// The interrupted uploads of one user, as the tree shows them to a session from one address.
/// Thread: the session's.
class ParkedFiles final : public UnfinishedFiles
{
public:
    ParkedFiles(std::shared_ptr<ParkedUploads> index, std::shared_ptr<RunningUploads> running,
                QByteArray user, QByteArray address);
    ~ParkedFiles() override = default;

    [[nodiscard]] std::optional<Entry> known(const Location &at,
                                             const QByteArray &etag) const override;
    [[nodiscard]] QList<Shown> knownIn(const Mount &mount,
                                       const QByteArray &folderPrefix) const override;
    void settle(const Mount &mount, const QByteArray &key, QObject *context,
                Handler<Done> handler) override;
    [[nodiscard]] bool knows(const Location &at) const override;
    [[nodiscard]] bool knowsAll(const Mount &mount) const override;
    void find(const Location &at, const QByteArray &etag, QObject *context,
              Handler<std::optional<Entry>> handler) override;
    void learn(const Mount &mount, QObject *context, Handler<Done> handler) override;
    void learnInBackground(const Mount &mount, QObject *owner) override;
    bool discard(const Location &at) override;

private:
    [[nodiscard]] UploadPlace placeOf(const Location &at) const;
    [[nodiscard]] bool isShown(const QByteArray &bucket, const ParkedUploads::Note &note,
                               const QDateTime &now) const;

    std::shared_ptr<ParkedUploads> m_index;
    std::shared_ptr<RunningUploads> m_running;
    QByteArray m_user;
    QByteArray m_address;
};

}  // namespace cosftp
