// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/ascii.h"
#include "ftp/data_job.h"
#include "transfer/upload.h"

namespace cosftp {

struct Mount;

/// STOR: bytes from the data connection into one object. Published only if the stream truly ended:
/// FIN and not a reset, the control connection alive a moment later, no ABOR, not less than ALLO
/// announced, no folder of that name. Everything else leaves the old object as it was.
class StoreJob final : public DataJob
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreJob)

public:
    StoreJob(Session &session, VirtualPath path);
    ~StoreJob() override;

    void start() override;
    void cancel() override;

protected:
    void dataReady() override;
    void stopWork() override;

private:
    void pump();
    qint64 receive(std::span<char> space);
    void takeText(QByteArrayView bytes);
    bool drainText();
    void inputEnded();
    void publishIfSure();
    void onStored(const Result<StoredObject> &result);

    VirtualPath m_path;
    QByteArray m_key;
    const Mount *m_mount = nullptr;
    Upload *m_upload = nullptr;
    AsciiDecoder m_decoder;
    QByteArray m_text;  // decoded and not yet handed to the upload
    qint64 m_announcedBytes = 0;
    bool m_isBinary = true;
    bool m_isNameChecked = false;
    bool m_hasInputEnded = false;
    bool m_isControlTrusted = false;
    bool m_isPublishing = false;
};

}  // namespace cosftp
