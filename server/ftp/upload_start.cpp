// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/upload_start.h"

#include "ftp/session.h"
#include "transfer/parked_lookup.h"

#include <memory>

namespace cosftp {

namespace {

using Mode = UploadWish::Mode;

UploadStart refused(const QByteArray &text)
{
    UploadStart start;
    start.refusal = Reply{554, text, {}, {}};
    return start;
}

UploadStart behindParked(ParkedUpload parked, qint64 offset)
{
    UploadStart start;
    const qint64 border = parked.borderBelow(offset);
    if (border != offset)
        return refused("The upload that waits here can go on at " + QByteArray::number(border)
                       + " or at " + QByteArray::number(parked.sizeBytes()) + '.');
    parked.truncate(offset);
    start.offset = offset;
    start.goesOn = std::move(parked);
    return start;
}

UploadStart behindObject(const ObjectInfo &object, qint64 offset)
{
    UploadStart start;
    start.offset = offset;
    if (offset > 0)
        start.head = ObjectHead{object, offset};
    return start;
}

UploadStart startAt(qint64 offset, const UploadGround &ground)
{
    const qint64 parkedBytes = ground.parked ? ground.parked->sizeBytes() : 0;
    const qint64 objectBytes = ground.object ? ground.object->sizeBytes : 0;
    if (ground.parked && offset <= parkedBytes)
        return behindParked(*ground.parked, offset);
    if (ground.object && offset <= objectBytes)
        return behindObject(*ground.object, offset);
    if (!ground.parked && !ground.object)
        return refused("There is nothing to go on with; send the whole file.");
    return refused("There are only " + QByteArray::number(ground.parked ? parkedBytes : objectBytes)
                   + " bytes to go on behind.");
}

UploadStart startBehindAll(const UploadGround &ground)
{
    const bool wasToldObject = ground.parked && ground.object && ground.toldBytes
                               && *ground.toldBytes == ground.object->sizeBytes
                               && *ground.toldBytes != ground.parked->sizeBytes();
    if (ground.parked && !wasToldObject)
        return behindParked(*ground.parked, ground.parked->sizeBytes());
    if (ground.object)
        return behindObject(*ground.object, ground.object->sizeBytes);
    return {};
}

// Two questions side by side, one answer.
struct GroundQuestion
{
    UploadWish wish;
    UploadGround ground;
    Handler<UploadStart> handler;
    int open = 2;

    void fail(const Failure &failure)
    {
        if (const auto tell = std::exchange(handler, nullptr))
            tell(failure);
    }
    void answered()
    {
        if (--open == 0 && handler)
            std::exchange(handler, nullptr)(chooseUploadStart(wish, ground));
    }
};

}  // namespace

UploadStart chooseUploadStart(const UploadWish &wish, const UploadGround &ground)
{
    UploadGround usable = ground;
    if (ground.parked && ground.object && ground.object->lastModified > ground.parked->updated)
        usable.parked.reset();
    switch (wish.mode) {
    case Mode::Whole:
    case Mode::Unique:
        return {};
    case Mode::At:
        return startAt(wish.offset, usable);
    case Mode::Append:
        return startBehindAll(usable);
    }
    return {};
}

void findUploadStart(Session &session, const Location &location, const VirtualPath &path,
                     const UploadWish &wish, QObject *context, Handler<UploadStart> handler)
{
    auto question = std::make_shared<GroundQuestion>();
    question->wish = wish;
    question->handler = std::move(handler);
    question->ground.toldBytes = session.state().toldSize(path);
    ObjectStore &store = *location.mount->store;
    store.head(location.key, context, [question](const Result<ObjectInfo> &info) {
        if (!info && info.error().code != Failure::Code::NotFound)
            return question->fail(info.error());
        if (info)
            question->ground.object = *info;
        question->answered();
    });
    const bool canGoOn = session.state().isBinary;  // else the counts of the two sides differ
    if (!canGoOn)
        return question->answered();
    ParkedQuestion parked;
    parked.place = {location.mount->bucket, session.state().user.name, location.key};
    parked.maxAge = std::chrono::hours(session.settings().limits.resumeHours);
    parked.takesOver = true;
    ParkedLookup::find(store, session.services().parked, parked, context,
                       [question](const Result<std::optional<ParkedUpload>> &found) {
                           if (!found)
                               return question->fail(found.error());
                           question->ground.parked = *found;
                           question->answered();
                       });
}

}  // namespace cosftp
