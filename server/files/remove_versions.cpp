// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/remove_versions.h"

#include "core/thread_check.h"
#include "files/remove_many.h"

#include <algorithm>

namespace cosftp {

namespace {

using Code = Failure::Code;
constexpr qsizetype batchSize = 100;  // others who publish there wait meanwhile
constexpr int mostLooks = 16;

}  // namespace

RemoveVersions::RemoveVersions(std::shared_ptr<ObjectStore> store, QList<DoomedObject> objects,
                               RemovalTerms terms, QObject *context, Handler<RemovalReport> handler)
    : QObject(context), m_store(std::move(store)), m_objects(std::move(objects)),
      m_terms(std::move(terms)), m_handler(std::move(handler))
{}

RemoveVersions::~RemoveVersions() = default;

void RemoveVersions::start()
{
    assertThread(*this);
    nextBatch();
}

void RemoveVersions::nextBatch()
{
    m_leftInBatch = std::min(batchSize, m_objects.size());
    m_doomed.clear();
    if (m_terms.confirm == nullptr || m_objects.isEmpty())
        return onConfirmed(Done());
    m_terms.confirm(this, [this](const Outcome &confirmed) { onConfirmed(confirmed); });
}

void RemoveVersions::onConfirmed(const Outcome &confirmed)
{
    if (!confirmed)
        return end(confirmed);
    m_terms.guards.publishing->take(
        m_terms.spans, m_terms.holder, KeyGuards::publishingPatience, this,
        [this](const Result<HeldKeys> &publishing) { onHeld(publishing); });
}

void RemoveVersions::onHeld(const Result<HeldKeys> &publishing)
{
    if (!publishing)
        return end(publishing.error());
    if (m_objects.isEmpty())
        return end(Done());
    m_publishing = *publishing;
    lookNext();
}

void RemoveVersions::lookNext()
{
    while (m_looks && m_inFlight < mostLooks && m_leftInBatch > 0) {
        const DoomedObject object = m_objects.takeLast();
        --m_leftInBatch;
        ++m_inFlight;
        m_store->head(object.key, this,
                      [this, object](const Result<ObjectInfo> &info) { judge(object, info); });
    }
    if (m_inFlight == 0)
        removeBatch();
}

void RemoveVersions::judge(const DoomedObject &object, const Result<ObjectInfo> &info)
{
    if (!info && info.error().code == Code::NotFound) {
        ++m_report.removed;
        return onLooked({}, false);
    }
    if (!info)
        return onLookFailed(info.error());
    if (!object.twinKey.isEmpty())
        return lookAtTwin(object, *info);
    const bool isStill =
        std::any_of(object.versions.begin(), object.versions.end(),
                    [&info](const ObjectVersion &version) { return version.isStill(*info); });
    onLooked(object.key, isStill);
}

void RemoveVersions::lookAtTwin(const DoomedObject &object, const ObjectInfo &info)
{
    if (object.notAfter.isValid() && info.lastModified > object.notAfter)
        return onLooked(object.key, false);
    m_store->head(object.twinKey, this, [this, object, info](const Result<ObjectInfo> &twin) {
        if (!twin && twin.error().code != Code::NotFound)
            return onLookFailed(twin.error());
        onLooked(object.key, twin && ObjectVersion::of(info).hasContentOf(*twin));
    });
}

void RemoveVersions::onLooked(const QByteArray &key, bool isDoomed)
{
    --m_inFlight;
    if (!key.isEmpty())
        (isDoomed ? m_doomed : m_report.changed) += key;
    lookNext();
}

void RemoveVersions::onLookFailed(const Failure &failure)
{
    --m_inFlight;
    m_looks = failure;
    lookNext();
}

void RemoveVersions::removeBatch()
{
    removeKeys(*m_store, m_doomed, this,
               [this](const Result<QList<QByteArray>> &leftOver) { onRemoved(leftOver); });
}

void RemoveVersions::onRemoved(const Result<QList<QByteArray>> &leftOver)
{
    m_publishing.reset();
    if (!leftOver || !m_looks)
        return end(leftOver ? m_looks : Outcome(leftOver.error()));
    m_report.removed += m_doomed.size() - leftOver->size();
    m_report.leftOver += *leftOver;
    m_objects.isEmpty() ? end(Done()) : nextBatch();
}

void RemoveVersions::end(const Outcome &outcome)
{
    deleteLater();
    m_publishing.reset();
    const auto handler = std::exchange(m_handler, nullptr);
    handler(outcome ? Result<RemovalReport>(m_report) : Result<RemovalReport>(outcome.error()));
}

}  // namespace cosftp
