// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/entry.h"

#include <optional>

class QObject;

namespace cosftp {

/// What a session's user has uploaded in part and may go on with. The tree shows it to that user
/// as if it were a file of so many bytes, because clients decide by that number where to go on. It
/// is shown in the place of one object only, the one that stood there when the upload began, and
/// where one stands only to sessions that come from where the upload came.
class UnfinishedFiles
{
public:
    /// An entry, and what it is shown in the place of.
    struct Shown
    {
        Entry entry;
        QByteArray base;  ///< ETag without quotes; empty: of nothing.
    };

    UnfinishedFiles() = default;
    virtual ~UnfinishedFiles() = default;
    Q_DISABLE_COPY_MOVE(UnfinishedFiles)

    /// What is shown in the place of the object with that ETag (empty: of nothing), as far as it is
    /// known without asking the store.
    [[nodiscard]] virtual std::optional<Entry> known(const Location &at,
                                                     const QByteArray &etag) const = 0;
    /// The same for all names directly inside a folder of a mount.
    [[nodiscard]] virtual QList<Shown> knownIn(const Mount &mount,
                                               const QByteArray &folderPrefix) const = 0;
    /// Waits, for some seconds at most, until uploads whose clients are gone can be told: a client
    /// whose line broke asks for the size of the file, or lists the folder, to see where to go on.
    /// `key`: of the file, or the folder's prefix.
    virtual void settle(const Mount &mount, const QByteArray &key, QObject *context,
                        Handler<Done> handler) = 0;
    /// known() tells all there is of that name, as far as this server can know.
    [[nodiscard]] virtual bool knows(const Location &at) const = 0;
    /// The same of a whole bucket: nothing waits that an earlier run left and nobody has asked for.
    [[nodiscard]] virtual bool knowsAll(const Mount &mount) const = 0;
    /// As known(), but asks the store, where an upload may wait that another server or an earlier
    /// run left.
    virtual void find(const Location &at, const QByteArray &etag, QObject *context,
                      Handler<std::optional<Entry>> handler) = 0;
    /// Asks what this program's objects in the bucket say of unfinished uploads, unless that was
    /// asked lately; then knownIn() tells more.
    virtual void learn(const Mount &mount, QObject *context, Handler<Done> handler) = 0;
    /// The same for whoever asks later, in the background, as long as `owner` lives.
    virtual void learnInBackground(const Mount &mount, QObject *owner) = 0;
    /// Gives up all of the user's that waits under the name, as far as it is known; nobody waits
    /// for it. True if anything did.
    virtual bool discard(const Location &at) = 0;
};

}  // namespace cosftp
