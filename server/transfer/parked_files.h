// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/unfinished_files.h"
#include "transfer/parked_uploads.h"

#include <chrono>
#include <memory>

namespace cosftp {

/// The interrupted uploads of one user, as the tree shows them. Thread: the session's.
class ParkedFiles final : public UnfinishedFiles
{
public:
    ParkedFiles(std::shared_ptr<ParkedUploads> index, QByteArray user, std::chrono::hours maxAge);
    ~ParkedFiles() override = default;

    [[nodiscard]] std::optional<Entry> known(const Location &at) const override;
    [[nodiscard]] QList<Entry> knownIn(const Mount &mount,
                                       const QByteArray &folderPrefix) const override;
    void settle(const Mount &mount, const QByteArray &key, QObject *context,
                Handler<Done> handler) override;
    [[nodiscard]] bool knowsAll(const Mount &mount) const override;
    void find(const Location &at, QObject *context, Handler<std::optional<Entry>> handler) override;
    void learn(const Mount &mount, QObject *context, Handler<Done> handler) override;
    void discard(const Location &at) override;

private:
    [[nodiscard]] UploadPlace placeOf(const Location &at) const;
    [[nodiscard]] bool isTooOld(const ParkedUploads::Note &note) const;

    std::shared_ptr<ParkedUploads> m_index;
    QByteArray m_user;
    std::chrono::hours m_maxAge;
};

}  // namespace cosftp
