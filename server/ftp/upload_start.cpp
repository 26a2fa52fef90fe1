// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/upload_start.h"

#include <algorithm>

namespace cosftp {

namespace {

using Mode = UploadWish::Mode;

UploadStart refused(int code, const QByteArray &text)
{
    UploadStart start;
    start.refusal = Reply{code, text, {}, {}};
    return start;
}

UploadStart refusedAsOutdated()
{
    UploadStart start = refused(450, "The file was changed since you asked for it; ask again.");
    start.isOutdated = true;
    return start;
}

bool isOutdated(const UploadGround &ground)
{
    return ground.told && ground.told->etag != (ground.object ? ground.object->etag : QByteArray());
}

UploadStart behindParked(ParkedUpload parked, qint64 offset)
{
    const qint64 border = parked.borderBelow(offset);
    if (border != offset)
        return refused(554, "The upload that waits here can go on at " + QByteArray::number(border)
                                + " or at " + QByteArray::number(parked.sizeBytes()) + '.');
    UploadStart start;
    start.base = parked.base;
    parked.truncate(offset);
    start.offset = offset;
    start.goesOn = std::move(parked);
    return start;
}

UploadStart behindObject(const ObjectInfo &object, qint64 offset)
{
    UploadStart start;
    start.base = bareEtag(object.etag);
    start.offset = offset;
    if (offset > 0)
        start.head = ObjectHead{object, offset};
    return start;
}

UploadStart behindObjectAt(const UploadGround &ground, qint64 offset)
{
    if (isOutdated(ground))
        return refusedAsOutdated();
    if (!ground.object)
        return refused(554, "There is nothing to go on with; send the whole file.");
    if (offset > ground.object->sizeBytes)
        return refused(554, "There are only " + QByteArray::number(ground.object->sizeBytes)
                                + " bytes to go on behind.");
    return behindObject(*ground.object, offset);
}

UploadStart refusedForWaiting(const ParkedUpload &waiting)
{
    return refused(450, "An interrupted upload of " + QByteArray::number(waiting.sizeBytes())
                            + " bytes waits under this name; ask SIZE and go on with it, or send "
                              "the whole file.");
}

UploadStart refusedForRunning()
{
    return refused(450, "Another session is still sending this file; try again later.");
}

const ParkedUpload *toldUploadOf(const UploadGround &ground)
{
    const auto found = std::find_if(
        ground.waiting.begin(), ground.waiting.end(), [&ground](const ParkedUpload &upload) {
            return ground.told && upload.uploadId == ground.told->uploadId;
        });
    return found == ground.waiting.end() ? nullptr : &*found;
}

// Where no finished object can be mixed in, or the client's own session has just left it, an offset
// names the upload, if it is a border of one only.
UploadStart startInUntold(const UploadGround &ground, qint64 offset)
{
    const bool isFree = !ground.object || ground.isComingBack;
    if (!isFree || ground.told || ground.wasListed)
        return refusedForWaiting(ground.waiting.first());
    QList<ParkedUpload> fitting = ground.waiting;
    fitting.removeIf(
        [offset](const ParkedUpload &upload) { return upload.borderBelow(offset) != offset; });
    if (fitting.size() > 1)
        return refusedForWaiting(ground.waiting.first());
    return behindParked(fitting.isEmpty() ? ground.waiting.first() : fitting.first(), offset);
}

UploadStart startAt(const UploadGround &ground, qint64 offset)
{
    if (const ParkedUpload *told = toldUploadOf(ground))
        return offset > told->sizeBytes()
                   ? refused(554, "There are only " + QByteArray::number(told->sizeBytes())
                                      + " bytes to go on behind.")
                   : behindParked(*told, offset);
    if (ground.isReceivedNow)
        return refusedForRunning();
    return ground.waiting.isEmpty() ? behindObjectAt(ground, offset)
                                    : startInUntold(ground, offset);
}

// The end that the client was told, and no other: meanwhile another session of the user may have
// gone on with the same upload, with bytes of its own.
UploadStart behindToldUpload(const ParkedUpload &parked, const ToldFile &told)
{
    if (told.isForRestOnly)
        return refusedForWaiting(parked);
    if (parked.sizeBytes() != told.bytes)
        return refusedAsOutdated();
    return behindParked(parked, told.bytes);
}

UploadStart startBehindAll(const UploadGround &ground)
{
    if (const ParkedUpload *told = toldUploadOf(ground))
        return behindToldUpload(*told, *ground.told);
    const bool hasAsked = ground.told || ground.wasListed;
    if (ground.isReceivedNow && (hasAsked || !ground.object))
        return refusedForRunning();
    if (!ground.waiting.isEmpty() && (hasAsked || !ground.object))
        return refusedForWaiting(ground.waiting.first());
    if (isOutdated(ground))
        return refusedAsOutdated();
    if (ground.object)
        return behindObject(*ground.object, ground.object->sizeBytes);
    UploadStart start;
    start.base = QByteArray();
    return start;
}

UploadStart startBehindAll(const UploadWish &wish, const UploadGround &ground)
{
    UploadStart start = startBehindAll(ground);
    const bool isElsewhere = wish.offset > 0 && wish.offset != start.offset;
    if (start.refusal || !isElsewhere)
        return start;
    return refused(450, "APPE goes on at " + QByteArray::number(start.offset)
                            + ", the end of what is there; send it without REST, or STOR behind "
                              "REST.");
}

// Whoever never asked and names just what is kept of an upload means that one, also where somebody
// has stored another file over what it stood on.
bool meansWhatWasReplaced(const UploadWish &wish, const UploadGround &ground,
                          const UploadGround &usable)
{
    const auto isMeant = [&wish](const ParkedUpload &upload) {
        return upload.sizeBytes() == wish.offset;
    };
    const auto anyMeant = [&isMeant](const QList<ParkedUpload> &uploads) {
        return std::any_of(uploads.begin(), uploads.end(), isMeant);
    };
    return wish.mode == Mode::At && !ground.told && !ground.wasListed && anyMeant(ground.waiting)
           && !anyMeant(usable.waiting);
}

}  // namespace

UploadStart chooseUploadStart(const UploadWish &wish, const UploadGround &ground)
{
    if (!wish.readsFirst())
        return {};
    UploadGround usable = ground;
    const QByteArray there = ground.object ? ground.object->etag : QByteArray();
    usable.waiting.removeIf(
        [&there](const ParkedUpload &upload) { return !upload.standsOn(there); });
    const bool isToldGone =
        ground.told && !ground.told->uploadId.isEmpty() && toldUploadOf(usable) == nullptr;
    if (isToldGone || meansWhatWasReplaced(wish, ground, usable))
        return refusedAsOutdated();
    return wish.mode == Mode::At ? startAt(usable, wish.offset) : startBehindAll(wish, usable);
}

}  // namespace cosftp
