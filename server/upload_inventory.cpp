// SPDX-License-Identifier: GPL-3.0-or-later
#include "upload_inventory.h"

#include "core/logging.h"
#include "core/text.h"
#include "files/remove_many.h"
#include "store/cos/cos_store.h"
#include "store/http/http_client.h"
#include "transfer/upload_janitor.h"

namespace cosftp {

namespace {

UnfinishedUpload::Fate fateOf(OpenUploadFate fate)
{
    switch (fate) {
    case OpenUploadFate::Resumable:
        return UnfinishedUpload::Fate::Resumable;
    case OpenUploadFate::Expired:
        return UnfinishedUpload::Fate::Expired;
    case OpenUploadFate::Running:
    case OpenUploadFate::Unknown:
        return UnfinishedUpload::Fate::Unknown;
    case OpenUploadFate::Orphan:
        return UnfinishedUpload::Fate::Orphan;
    }
    return UnfinishedUpload::Fate::Unknown;
}

UnfinishedUpload valueOf(const SurveyedUpload &found, const JanitorRules &rules,
                         const QDateTime &now)
{
    UnfinishedUpload upload;
    upload.key = found.upload.key;
    upload.uploadId = found.upload.uploadId;
    upload.user = found.state ? found.state->user : QByteArray();
    upload.stateKey = found.stateKey;
    upload.started = found.upload.initiated;
    upload.lastActive = found.lastActive();
    upload.parts = found.parts;
    upload.bytes = found.bytes;
    upload.fate = fateOf(fateOf(found, rules, now));
    return upload;
}

}  // namespace

class UploadInventory::Store
{
public:
    explicit Store(const BucketSettings &bucket)
        : name(bucket.bucket), objects(makeCosStore(bucket, http))
    {}

    HttpClient http;
    QByteArray name;
    std::unique_ptr<ObjectStore> objects;
};

UploadInventory::UploadInventory(const BucketSettings &bucket, QObject *parent)
    : QObject(parent), m_store(std::make_unique<Store>(bucket)),
      m_requests(std::make_unique<QObject>())
{}

UploadInventory::~UploadInventory() { m_requests.reset(); }

void UploadInventory::list(const Settings &settings, Handler<QList<UnfinishedUpload>> handler)
{
    JanitorRules rules;
    rules.orphanDays = settings.cleanup.orphanDays;
    surveyUploads(*m_store->objects, m_requests.get(),
                  [rules, handler = std::move(handler)](const Result<UploadSurvey> &survey) {
                      if (!survey)
                          return handler(survey.error());
                      QList<UnfinishedUpload> uploads;
                      for (const SurveyedUpload &found : survey->uploads)
                          uploads += valueOf(found, rules, survey->storeNow);
                      handler(uploads);
                  });
}

void UploadInventory::abort(const QList<UnfinishedUpload> &uploads, Handler<AbortedUploads> handler)
{
    m_doomed = uploads;
    m_descriptions.clear();
    m_report = {};
    m_handler = std::move(handler);
    abortNext();
}

void UploadInventory::abortNext()
{
    if (m_doomed.isEmpty())
        return removeDescriptions();
    const UnfinishedUpload upload = m_doomed.takeFirst();
    m_store->objects->abortUpload(
        upload.key, upload.uploadId, m_requests.get(),
        [this, upload](const Outcome &outcome) { onAborted(upload, outcome); });
}

void UploadInventory::onAborted(const UnfinishedUpload &upload, const Outcome &outcome)
{
    const bool isGone = outcome || outcome.error().code == Failure::Code::NotFound;
    if (isGone) {
        ++m_report.aborted;
        m_report.abortedBytes += upload.bytes;
        if (!upload.stateKey.isEmpty())
            m_descriptions += upload.stateKey;
        qCInfo(lcStore).noquote() << "the administrator aborted the unfinished upload of"
                                  << escaped(m_store->name + '/' + upload.key) << "with"
                                  << upload.bytes << "bytes";
    } else {
        ++m_report.failed;
        m_report.problem = describe(outcome.error());
    }
    abortNext();
}

// What describes an upload that is gone leads nowhere; if one stays, cleaning up removes it later.
void UploadInventory::removeDescriptions()
{
    removeKeys(
        *m_store->objects, std::exchange(m_descriptions, {}), m_requests.get(),
        [this](const Result<QList<QByteArray>> &) { std::exchange(m_handler, nullptr)(m_report); });
}

}  // namespace cosftp
