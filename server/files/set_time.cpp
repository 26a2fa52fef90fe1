// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/set_time.h"

#include "core/thread_check.h"
#include "files/big_copy.h"
#include "files/copy_source.h"
#include "files/kept_time.h"

namespace cosftp {

namespace {

using Code = Failure::Code;

// Only while nobody is likely to have stored the same bytes with other metadata since.
std::optional<ObjectInfo> freshUpload(const Place &place)
{
    const std::optional<ObjectInfo> &upload = place.tree->lastUpload;
    const bool isFresh =
        upload && upload->key == place.at.key
        && place.tree->cache.changeOf(place.path, false) == NameCache::Change::Made;
    return isFresh ? upload : std::nullopt;
}

/// The work of setTime(). A child of the asker's context; deletes itself.
class TimeChange final : public QObject
{
    Q_DISABLE_COPY_MOVE(TimeChange)

public:
    TimeChange(Place place, QDateTime time, Handler<Done> handler)
        : QObject(place.context), m_place(std::move(place)), m_time(std::move(time)),
          m_handler(std::move(handler))
    {
        m_place.context = this;
    }
    ~TimeChange() override = default;

    void start()
    {
        assertThread(*this);
        m_place.hold({m_place.keySpan()}, "MFMT",
                     [this](const Result<HeldKeys> &name) { onHeld(name); });
    }

private:
    void onHeld(const Result<HeldKeys> &name);
    void onSource(const Result<CopySource> &source);
    void publish();
    void copy(const HeldKeys &publishing);
    [[nodiscard]] bool isBig() const
    {
        return m_source.info.sizeBytes > ObjectStore::maxSingleBytes;
    }
    void onCopied(const Result<StoredObject> &copy);
    void end(const Outcome &outcome);

    Place m_place;
    QDateTime m_time;
    Handler<Done> m_handler;
    HeldKeys m_name;
    CopySource m_source;
};

void TimeChange::onHeld(const Result<HeldKeys> &name)
{
    if (!name)
        return end(name.error());
    m_name = *name;
    if (const auto upload = freshUpload(m_place))
        return onSource(CopySource{*upload, {}});
    askCopySource(m_place.store(), m_place.at.key, this,
                  [this](const Result<CopySource> &source) { onSource(source); });
}

void TimeChange::onSource(const Result<CopySource> &source)
{
    if (!source)
        return end(source.error());
    if (keptTime(source->info.metadata) == m_time) {
        m_place.tree->learnTime(m_place.at, source->info);
        return end(Done());
    }
    m_source = *source;
    m_source.info.metadata = withKeptTime(m_source.info.metadata, m_time);
    isBig() ? copy({}) : publish();
}

// One copy is a look and a change in one. One that goes in parts takes long: what has to be held
// is held for its end.
void TimeChange::publish()
{
    m_place.holdToPublish({m_place.keySpan()}, "MFMT", [this](const Result<HeldKeys> &publishing) {
        publishing ? copy(*publishing) : end(publishing.error());
    });
}

void TimeChange::copy(const HeldKeys &publishing)
{
    CopyRequest request = copyOf(m_source, m_place.at.key);
    request.replaced = attributesOf(m_source.info);
    const PublishGate gate = [place = m_place](QObject *context, Handler<HeldKeys> handler) {
        Place asked = place;
        asked.context = context;
        asked.holdToPublish({asked.keySpan()}, "MFMT", std::move(handler));
    };
    copyObject(
        m_place.store(), request, m_source.info.sizeBytes, this,
        [this, publishing](const Result<StoredObject> &copy) { onCopied(copy); }, gate);
}

void TimeChange::onCopied(const Result<StoredObject> &copy)
{
    if (!copy)
        return end(copy.error());
    ObjectInfo &info = m_source.info;
    info.etag = copy->etag;
    info.lastModified =
        copy->lastModified.isValid() ? copy->lastModified : QDateTime::currentDateTimeUtc();
    m_place.tree->learnTime(m_place.at, info);
    m_place.tree->lastUpload.reset();
    m_place.tree->cache.noteMade(m_place.path, fileEntry(m_place.path.name(), info));
    end(Done());
}

void TimeChange::end(const Outcome &outcome)
{
    deleteLater();
    m_name.reset();
    std::exchange(m_handler, nullptr)(outcome);
}

}  // namespace

void setTime(const Place &place, const QDateTime &time, Handler<Done> handler)
{
    if (time.toSecsSinceEpoch() < 0)
        return answerLater<Done>(place.context, std::move(handler),
                                 Failure::of(Code::Invalid, QStringLiteral("before 1970")));
    (new TimeChange(place, time, std::move(handler)))->start();
}

}  // namespace cosftp
