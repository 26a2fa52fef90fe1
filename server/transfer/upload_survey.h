// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/read_small.h"
#include "transfer/upload_holder.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace cosftp {

/// What lies in the bucket about an upload of ours that runs or was interrupted.
struct UploadState
{
    QByteArray user;
    QByteArray uploadId;
    QDateTime updated;         ///< UTC, by the store: when it was described last.
    int keepHours = 24;        ///< So long it can be continued.
    UploadHolder holder = {};  ///< Who receives it.
    QByteArray base = {};      ///< What it began over; see ParkedUpload.
    QDateTime began = {};
};

/// One open multipart upload: it is invisible, holds bytes that cost money, and nobody but who
/// knows its id can end it.
struct SurveyedUpload
{
    OpenUpload upload;
    int parts = 0;
    qint64 bytes = 0;
    QDateTime lastPart;                ///< UTC; not valid without parts.
    std::optional<UploadState> state;  ///< Ours, interrupted.
    QByteArray stateKey;

    /// When something last happened to it, UTC.
    [[nodiscard]] QDateTime lastActive() const;
};

/// All open multipart uploads of a bucket.
struct UploadSurvey
{
    QList<SurveyedUpload> uploads;
    /// Descriptions of uploads that are not open any more, with the time of their last change.
    QList<std::pair<QByteArray, QDateTime>> looseStates;
    QDateTime storeNow;  ///< UTC, by the store's clock: all ages are counted from here.
};

/// Lists them: one request per 1,000 uploads, one each for its parts, one per description. A job
/// that deletes itself after the answer; a child of the context.
class SurveyJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SurveyJob)

public:
    SurveyJob(ObjectStore &store, QObject *context, Handler<UploadSurvey> handler);
    ~SurveyJob() override;

    void start();

private:
    void listStates(const QByteArray &marker);
    void onStates(const Result<ListPage> &page);
    void readNextState();
    void onState(const QByteArray &key, const Result<SmallObject> &state);
    void listUploads(const QByteArray &keyMarker, const QByteArray &idMarker);
    void onUploads(const Result<UploadPage> &page);
    void countNext(int marker);
    void onParts(const Result<PartPage> &page);
    void end(const Result<UploadSurvey> &result);

    struct State
    {
        QByteArray key;
        UploadState upload;
    };
    std::shared_ptr<ObjectStore> m_store;
    Handler<UploadSurvey> m_handler;
    QList<QByteArray> m_stateKeys;
    QHash<QByteArray, State> m_states;  ///< By upload id.
    UploadSurvey m_survey;
    qsizetype m_counted = 0;
    bool m_isEnded = false;
};

void surveyUploads(ObjectStore &store, QObject *context, Handler<UploadSurvey> handler);

}  // namespace cosftp
