// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/listing.h"
#include "ftp/data_job.h"
#include "ftp/listing_format.h"
#include "ftp/name_pattern.h"
#include "ftp/session_state.h"

namespace cosftp {

/// What a listing command shows.
struct ListingView
{
    enum class Format { Long, Names, Facts };  // LIST, NLST, MLSD
    Format format = Format::Long;
    VirtualPath path;  ///< The folder or file.
    QByteArray
        argument;  ///< As the client gave it, for NLST's lines; empty: the working directory.
    NamePattern pattern;       ///< Only names that match.
    bool isOfFolders = false;  ///< Only folders: the pattern ended in a slash.
    MlstFacts facts;
    Rights rights;
    QByteArray bucket;  ///< With the path, what makes an entry unique.

    /// One line with CRLF. `isOfFile`: the path itself was a file.
    [[nodiscard]] QByteArray line(const Entry &entry, bool isOfFile, const QDateTime &now) const;
};

/// What a page with sizes told the client: of interrupted uploads each; of finished files that
/// their folder was listed, or the one file that was asked for.
void noteListed(SessionState &state, const VirtualPath &path, const QList<Entry> &entries,
                bool isOfFile);

/// LIST, NLST, MLSD: pages of the store onto the data connection as they come, in flat memory.
/// "a*" is a pattern, or the name of what exists literally. For that one listing is enough nearly
/// always: its first page, which is kept back, shows whether there is such a name.
class ListJob final : public DataJob
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListJob)

public:
    /// `other`: what the client may mean instead of `view`. A pattern gives way to a name that
    /// there is, a name that there is not to a pattern.
    ListJob(Session &session, ListingView view, std::optional<ListingView> other = {});
    ~ListJob() override;

    void start() override;

protected:
    void dataReady() override;
    void stopWork() override;

private:
    void startListing();
    void takeOther();
    void openListing();
    bool isNameFound(const QList<Entry> &entries);
    void askForName();
    void holdOrOpen();
    void allHeld();
    void onPage(const QList<Entry> &entries);
    void onFinished(const Outcome &outcome);
    [[nodiscard]] QByteArray endWords() const;
    void append(const QByteArray &line);
    void pump();

    ListingView m_view;
    std::optional<ListingView> m_other;  ///< Set until it is known which of the two is meant.
    Listing *m_listing = nullptr;
    QByteArray m_pending;
    qsizetype m_pendingFrom = 0;
    int m_unwritable = 0;       ///< Entries that the client's charset has not got.
    bool m_isPageHeld = false;  ///< Of a pattern: not sent before it is known what is meant.
    bool m_isPageWanted = false;
    bool m_isListed = false;
};

}  // namespace cosftp
