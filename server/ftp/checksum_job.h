// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/data_job.h"
#include "transfer/digest.h"

#include <optional>

namespace cosftp {

class BackgroundDigest;
class Download;

/// What a checksum command asks for, and how its answer looks.
struct ChecksumRequest
{
    enum class Form {
        Hash,   ///< 213 SHA-256 0-5 hex path
        XVerb,  ///< 250 HEX
        Md5     ///< 251 path HEX
    };
    Form form = Form::Hash;
    DigestAlgorithm algorithm = DigestAlgorithm::Sha256;
    VirtualPath path;
    QByteArray shownPath;  ///< As the client wrote it.
    qint64 first = 0;
    std::optional<qint64> end;  ///< The byte behind the last one; not set: the file's end.

    [[nodiscard]] Reply answer(qint64 endOfRange, const QByteArray &hex) const;
};

/// HASH and the X-verbs: from what the store has noted with the object, else by reading it. A job
/// without a data connection, so that ABOR can end it. When it takes longer than a second the reply
/// begins early and goes on line by line, which keeps clients from giving up; its code is fixed
/// then, so a failure after that says so in words.
class ChecksumJob final : public DataJob
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChecksumJob)

public:
    ChecksumJob(Session &session, ChecksumRequest request);
    ~ChecksumJob() override;

    void start() override;
    void cancel() override;
    [[nodiscard]] bool keepsOrder() const override { return true; }

protected:
    void dataReady() override {}
    void stopWork() override;

private:
    void onEntry(const Location &at, const Result<Entry> &entry);
    void read(const Location &at, const Entry &entry);
    void pump();
    void onReadEnded(const Outcome &outcome);
    void succeed();
    void failLate(const Failure &failure);
    void sayWorking();

    ChecksumRequest m_request;
    qint64 m_end = 0;
    QByteArray m_etag;
    Download *m_download = nullptr;
    BackgroundDigest *m_digest = nullptr;
    QTimer m_working;
    bool m_readsToEnd = false;  ///< Of the object: then the download checks the store's checksum.
    bool m_isRead = false;
    bool m_hasBegun = false;
};

}  // namespace cosftp
