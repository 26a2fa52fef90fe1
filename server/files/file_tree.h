// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/thread_check.h"
#include "files/entry.h"
#include "files/folder_job.h"
#include "files/key_holds.h"
#include "files/name_cache.h"

#include <QObject>

#include <memory>

namespace cosftp {

class QuotaBook;
class Listing;
class ListedTimes;
class UnfinishedFiles;
struct Place;
struct TreeState;

/// The buckets of one session as one tree of files and folders. A folder is a marker object
/// "name/", or a prefix that other keys share, or a folder that a mount needs above it.
/// Every call is one question with one answer, see ObjectStore. Rights are checked here.
/// What the session itself changed is seen at once, whatever the store's listings say.
/// Lives in the session's thread; the members below need a `context` that dies with the session.
class FileTree : private ThreadBound
{
public:
    explicit FileTree(QList<Mount> mounts, NameCache::Clock clock = {},
                      const QList<FolderRights> &folderRights = {});
    ~FileTree();
    Q_DISABLE_COPY_MOVE(FileTree)

    /// Where `path` lies; good as long as the tree lives. NotFound above or beside all mounts (such
    /// places are folders without a store: see isScaffold()), NameNotAllowed if the key would break
    /// a rule of the store.
    [[nodiscard]] Result<Location> locate(const VirtualPath &path) const;
    /// The same for what has to be there already: what the store cannot keep is NotFound.
    [[nodiscard]] Result<Location> find(const VirtualPath &path) const;
    /// True for a folder that exists only because a mount lies below it.
    [[nodiscard]] bool isScaffold(const VirtualPath &path) const;
    [[nodiscard]] Rights rightsAt(const VirtualPath &path) const;
    /// Whether the user may be told what lies there: who may list it, or fetch it by its name, or
    /// add to it, for which its size has to be known.
    [[nodiscard]] bool mayTellOf(const VirtualPath &path) const;

    /// File or folder; a file is preferred if both exist under one name. 1 request for a file,
    /// 2 for a folder, 0 if asked again within two seconds.
    void stat(const VirtualPath &path, QObject *context, Handler<Entry> handler);
    /// For SIZE and MDTM, which mean files only: 1 request, 0 within two seconds. NotAFile only if
    /// that is known without asking, else NotFound.
    void statFile(const VirtualPath &path, QObject *context, Handler<Entry> handler);
    /// As stat() and statFile(), for SIZE, MDTM and MLST: where the user has an unfinished upload
    /// that is newer than the object, that upload with the bytes that are safe. 1 request more for
    /// a name that does not exist. Denied, whatever is there, unless mayTellOf().
    void show(const VirtualPath &path, QObject *context, Handler<Entry> handler);
    void showFile(const VirtualPath &path, QObject *context, Handler<Entry> handler);
    /// Is it a folder? 1 request, 0 if listed or entered in the last seconds. NotAFolder for what
    /// is known to be a file, else NotFound.
    void enter(const VirtualPath &path, QObject *context, Handler<Done> handler);
    /// The same for CWD. Denied, whatever is there, unless the user may be told of it or store in
    /// it.
    void visit(const VirtualPath &path, QObject *context, Handler<Done> handler);
    /// Succeeds if `path` may become a file: no folder of that name (NotAFile), rights, allowed
    /// name. Knows most answers from one listing of the folder (1 request), kept for ten seconds.
    void checkStorable(const VirtualPath &path, QObject *context, Handler<Done> handler);
    /// Whether a file has that name, as far as it is known without asking; some seconds old.
    [[nodiscard]] std::optional<bool> hasFile(const VirtualPath &path) const;
    /// 2 requests. Exists if a file or folder of that name exists.
    void makeFolder(const VirtualPath &path, QObject *context, Handler<Done> handler);
    /// 2 requests. NotEmpty if anything but the marker is inside. A folder without a marker that
    /// this session has just emptied is gone already: success, 1 request.
    void removeFolder(const VirtualPath &path, QObject *context, Handler<Done> handler);
    /// 2 requests. InUse if somebody changes it now.
    void removeFile(const VirtualPath &path, QObject *context, Handler<Done> handler);
    /// Of a file: copy, a second look, then delete of the source, 5 requests and the stat; Changed
    /// if the source is not what was copied any more: both stay. Of a folder: all copies first,
    /// then all deletes. The target may be a file (replaced by a file) but not a folder, and not
    /// inside the source. Both have to lie in one bucket. InUse if somebody else changes one of the
    /// names, a file for longer than the asker's patience. `options` matter for folders.
    void rename(const VirtualPath &from, const VirtualPath &to, QObject *context,
                Handler<Done> handler, const FolderJobOptions &options = {});
    /// Removes a folder with everything below it: 2n/1,000 requests to list, n/1,000 to remove.
    /// What is stored meanwhile stays. InUse if somebody changes anything in it.
    void removeTree(const VirtualPath &path, QObject *context, Handler<Done> handler,
                    const FolderJobOptions &options = {});
    /// Entries page by page; see Listing. `maxEntries` 0: no limit.
    Listing *list(const VirtualPath &path, int maxEntries, QObject *parent);

    /// Keeps a time with a file; see files/set_time.h. NotAFile for folders.
    void setTime(const VirtualPath &path, const QDateTime &time, QObject *context,
                 Handler<Done> handler);

    /// After an upload: the file is seen at once by this session. With the attributes that it was
    /// stored with, setTime() of it costs one request less.
    void noteStored(const VirtualPath &path, qint64 sizeBytes, const QByteArray &etag,
                    const std::optional<ObjectAttributes> &attributes = {});
    /// The next question about the name asks the store: what the session did or was told is old.
    void forget(const VirtualPath &path);
    [[nodiscard]] const QList<Mount> &mounts() const;
    /// From now on show(), list() and removeFile() count with them.
    void setUnfinished(std::shared_ptr<UnfinishedFiles> files);
    /// Asks in the background what waits in the bucket of a mount, unless that was asked lately.
    /// `owner` outlives the session: others rely on the same look.
    void learnUnfinished(const Mount &mount, QObject *owner);
    /// The interrupted upload that this session is shown in the place of the object with that ETag,
    /// as far as it is known.
    [[nodiscard]] std::optional<Entry> shownInstead(const VirtualPath &path,
                                                    const QByteArray &etag) const;
    /// Gives up all that the user has waiting under the name; 1 request and more if there is any.
    /// NotFound if there is nothing.
    void discardUnfinished(const VirtualPath &path, QObject *context, Handler<Done> handler);
    /// What is made and removed here counts against the user's quota.
    void setQuota(std::shared_ptr<QuotaBook> quotas, const QByteArray &user);
    /// Kept times that listings may show; shared by all sessions. Without it they show none.
    void setListedTimes(std::shared_ptr<ListedTimes> times);
    /// Whoever else changes names in the same process takes them from the same books.
    void setAsker(const KeyAsker &asker);

private:
    /// Denied unless the rights at the path satisfy the need.
    using Need = bool (*)(const Rights &rights);
    [[nodiscard]] Result<Place> place(const VirtualPath &path, Need need, QObject *context) const;
    /// The same with find() instead of locate().
    [[nodiscard]] Result<Place> existing(const VirtualPath &path, Need need,
                                         QObject *context) const;
    [[nodiscard]] Handler<Entry> overlaid(const VirtualPath &path, QObject *context,
                                          Handler<Entry> handler) const;

    std::shared_ptr<TreeState> m_state;
};

}  // namespace cosftp
