// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/listing.h"
#include "ftp/data_job.h"

namespace cosftp {

/// STAT path: a listing over the control connection (RFC 959 section 4.1.3), page by page; the next
/// page waits until the client has taken the present one. A job without a data connection, so that
/// ABOR can end it.
class StatusListing final : public DataJob
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusListing)

public:
    /// `hasToBeFolder`: the path was given with a slash at its end.
    StatusListing(Session &session, VirtualPath path, bool hasToBeFolder);
    ~StatusListing() override;

    void start() override;
    void cancel() override;
    [[nodiscard]] bool keepsOrder() const override { return true; }

protected:
    void dataReady() override {}
    void stopWork() override;

private:
    void onPage(const QList<Entry> &entries);
    void continueIfTaken();
    void onFinished(const Outcome &outcome);

    VirtualPath m_path;
    bool m_hasToBeFolder;
    Listing *m_listing = nullptr;
    int m_unwritable = 0;  ///< Entries that the client's charset has not got.
    bool m_hasBegun = false;
    bool m_isPageWanted = false;
};

}  // namespace cosftp
