// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/upload_survey.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/read_small.h"
#include "transfer/parked_upload.h"

#include <algorithm>

namespace cosftp {

QDateTime SurveyedUpload::lastActive() const
{
    QDateTime latest = upload.initiated;
    if (lastPart.isValid())
        latest = std::max(latest, lastPart);
    if (state && state->updated.isValid())
        latest = std::max(latest, state->updated);
    return latest;
}

void surveyUploads(ObjectStore &store, QObject *context, Handler<UploadSurvey> handler)
{
    (new SurveyJob(store, context, std::move(handler)))->start();
}

SurveyJob::SurveyJob(ObjectStore &store, QObject *context, Handler<UploadSurvey> handler)
    : QObject(context), m_store(store.share()), m_handler(std::move(handler))
{}

SurveyJob::~SurveyJob() = default;

void SurveyJob::start()
{
    assertThread(*this);
    listStates({});
}

void SurveyJob::listStates(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = parkedStatePrefix();
    request.marker = marker;
    m_store->list(request, this, [this](const Result<ListPage> &page) { onStates(page); });
}

void SurveyJob::onStates(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects)
        m_stateKeys += object.key;
    if (page->isTruncated)
        return listStates(page->nextMarker);
    readNextState();
}

void SurveyJob::readNextState()
{
    if (m_stateKeys.isEmpty())
        return listUploads({}, {});
    const QByteArray key = m_stateKeys.takeFirst();
    readSmallObject(*m_store, key, this,
                    [this, key](const Result<SmallObject> &state) { onState(key, state); });
}

// One that cannot be read makes its upload look like another tool's, which is left alone.
void SurveyJob::onState(const QByteArray &key, const Result<SmallObject> &state)
{
    const Result<ParkedUpload> upload =
        state ? parseParkedState(state->content) : Result<ParkedUpload>(state.error());
    if (upload)
        m_states.insert(upload->uploadId,
                        {key,
                         {upload->user, upload->uploadId, state->info.lastModified,
                          upload->keepHours, upload->holder, upload->base, upload->began}});
    else if (upload.error().code != Failure::Code::NotFound)
        qCWarning(lcStore).noquote()
            << "the description of an interrupted upload cannot be read:" << escaped(key)
            << describe(upload.error());
    readNextState();
}

void SurveyJob::listUploads(const QByteArray &keyMarker, const QByteArray &idMarker)
{
    m_store->listUploads({}, keyMarker, idMarker, this,
                         [this](const Result<UploadPage> &page) { onUploads(page); });
}

void SurveyJob::onUploads(const Result<UploadPage> &page)
{
    if (!page)
        return end(page.error());
    for (const OpenUpload &upload : page->uploads) {
        SurveyedUpload surveyed;
        surveyed.upload = upload;
        if (m_states.contains(upload.uploadId)) {
            const State state = m_states.take(upload.uploadId);
            surveyed.state = state.upload;
            surveyed.stateKey = state.key;
        }
        m_survey.uploads += surveyed;
    }
    if (page->isTruncated)
        return listUploads(page->nextKeyMarker, page->nextUploadIdMarker);
    m_survey.storeNow = m_store->now();
    for (const State &state : std::as_const(m_states))
        m_survey.looseStates.append({state.key, state.upload.updated});
    countNext(0);
}

void SurveyJob::countNext(int marker)
{
    if (m_counted == m_survey.uploads.size())
        return end(m_survey);
    const OpenUpload &upload = m_survey.uploads.at(m_counted).upload;
    m_store->listParts(upload.key, upload.uploadId, marker, this,
                       [this](const Result<PartPage> &page) { onParts(page); });
}

void SurveyJob::onParts(const Result<PartPage> &page)
{
    if (!page && page.error().code != Failure::Code::NotFound)
        return end(page.error());
    if (!page) {  // it ended meanwhile
        m_survey.uploads.removeAt(m_counted);
        return countNext(0);
    }
    SurveyedUpload &surveyed = m_survey.uploads[m_counted];
    surveyed.parts += static_cast<int>(page->parts.size());
    for (const StoredPart &part : page->parts) {
        surveyed.bytes += part.sizeBytes;
        if (part.lastModified.isValid()
            && (!surveyed.lastPart.isValid() || surveyed.lastPart < part.lastModified))
            surveyed.lastPart = part.lastModified;
    }
    if (page->isTruncated)
        return countNext(page->nextMarker);
    ++m_counted;
    countNext(0);
}

void SurveyJob::end(const Result<UploadSurvey> &result)
{
    if (std::exchange(m_isEnded, true))
        return;
    deleteLater();
    std::exchange(m_handler, nullptr)(result);
}

}  // namespace cosftp
