// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bucket_claim.h"
#include "files/key_holds.h"
#include "files/quota_book.h"
#include "ftp/ascii.h"
#include "ftp/data_job.h"
#include "ftp/upload_start.h"
#include "transfer/running_uploads.h"
#include "transfer/speed_limit.h"
#include "transfer/upload.h"
#include "transfer/upload_fate.h"

#include <QDeadlineTimer>

namespace cosftp {

struct Mount;

/// STOR and APPE: bytes from the data connection into one object, behind nothing, behind the first
/// bytes of the object that is there, or behind an interrupted upload. What becomes of them is
/// decided by the table in transfer/upload_fate.h alone: published only if the stream truly ended;
/// else parked, so that the client can go on, or thrown away. The old object stays until then.
class StoreJob final : public DataJob
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreJob)

public:
    StoreJob(Session &session, VirtualPath path, UploadWish wish);
    ~StoreJob() override;

    void start() override;
    void cancel() override;
    void controlLost() override;
    void lineHalfClosed() override;
    void goodbyeCame() override;

protected:
    void dataReady() override;
    void stopWork() override;
    void windDown(const Failure &why, const Reply &reply) override;
    [[nodiscard]] bool isClientSending() const override;

private:
    [[nodiscard]] qint64 limitBytes() const;
    [[nodiscard]] KeyHolder holder() const;
    void holdName();
    void onHeld(const Result<HeldKeys> &hold);
    void onClaimed(const Result<BucketClaim::Held> &claim);
    void showWaiting();
    void beginRecord();
    void releaseName();
    void checkRights();
    void onLookedUp(const Result<Entry> &entry);
    void beginWithQuota();
    [[nodiscard]] bool fitsQuota() const;
    bool isWithinQuota(qint64 bytes);
    [[nodiscard]] Reply quotaReply();
    void beginStoring();
    void checkName();
    void begin();
    void findStart();
    void onStartFound(const Result<UploadStart> &found);
    void openForData();
    [[nodiscard]] UploadRequest uploadRequest();
    [[nodiscard]] UploadOwner uploadOwner() const;
    [[nodiscard]] bool mayReplace() const;
    void registerRun();
    void lookForClient();
    [[nodiscard]] bool isClientThere() const;
    void takeWhatHasCome();
    void pump();
    qint64 receive(std::span<char> space, qint64 allowed);
    void pauseForSpeed();
    void noteParts();
    void takeText(QByteArrayView bytes);
    bool drainText();
    void inputEnded();
    [[nodiscard]] bool isShortOfAllo() const;
    void publishIfSure();
    void publish();
    [[nodiscard]] UploadFacts facts(const Failure &why) const;
    void onStored(const Result<StoredObject> &result);
    void onNotStored(const Failure &why);
    void end(const Reply &reply);

    VirtualPath m_path;
    UploadWish m_wish;
    UploadStart m_start;
    QByteArray m_key;
    std::optional<ObjectAttributes> m_attributes;  // that the object is stored with, if known
    const Mount *m_mount = nullptr;
    Upload *m_upload = nullptr;
    std::shared_ptr<RunningUploads> m_running;
    std::shared_ptr<UploadPulse> m_pulse = std::make_shared<UploadPulse>();
    std::shared_ptr<PublishPermit> m_permit = std::make_shared<PublishPermit>();
    HeldKeys m_name;            // the key, where what is there is read first
    BucketClaim::Held m_claim;  // the same over all servers
    QDeadlineTimer m_nameWait;  // what is left of the patience for both
    QTimer m_waitingTimer;      // then the windows show that a name is waited for
    AsciiDecoder m_decoder;
    std::optional<QuotaBook::Hold> m_hold;  // set: the user has a quota
    qint64 m_oldBytes = 0;                  // of the object that is replaced
    bool m_isNew = true;                    // nothing is replaced
    SpeedLimits m_speed;
    QTimer m_speedTimer;
    QByteArray m_text;  // decoded and not yet handed to the upload
    qint64 m_announcedBytes = 0;
    quint64 m_run = 0;  // in RunningUploads
    UploadFacts::Data m_dataEnd = UploadFacts::Data::Open;
    std::optional<Failure> m_nameRefusal;  // came before the data connection
    std::optional<Reply> m_endReply;  // set: it ends without being complete, and this is the answer
    UploadEnd m_end = UploadEnd::Complete;
    bool m_isBinary = true;
    bool m_isNameChecked = false;
    bool m_isNameRefused = false;
    bool m_hasStoreFailed = false;
    bool m_hasInputEnded = false;
    bool m_isControlTrusted = false;
    bool m_isPublishing = false;
    bool m_isTakenOver = false;
    bool m_hasSaidGoodbye = false;  // behind the end of the data: it may go now
};

}  // namespace cosftp
