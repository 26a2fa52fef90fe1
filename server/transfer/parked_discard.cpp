// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_discard.h"

#include "core/logging.h"
#include "core/text.h"
#include "files/read_small.h"

#include <QObject>

namespace cosftp {

namespace {

void removeState(ObjectStore &store, const QByteArray &stateKey)
{
    store.remove(stateKey, nullptr, [stateKey](const Outcome &outcome) {
        if (!outcome)
            qCWarning(lcTransfer).noquote()
                << "could not remove" << stateKey << describe(outcome.error());
    });
}

// A description that cannot be read now stays; it is cleared away when its upload is looked up or
// expires.
void giveUpOne(const std::shared_ptr<ObjectStore> &store,
               const std::shared_ptr<ParkedUploads> &index, const QByteArray &bucket,
               const ParkedUpload &known)
{
    readSmall(*store, known.stateKey, store->background(),
              [store, index, bucket, known](const Result<QByteArray> &json) {
                  const Result<ParkedUpload> now =
                      json ? parseParkedState(*json) : Result<ParkedUpload>(json.error());
                  const bool isOther = !now || now->uploadId != known.uploadId;
                  if (isOther || (now->holder.isSomebody() && !hasEndedHere(now->holder.process)))
                      return;
                  discardParked(*store, *index, bucket, known);
              });
}

}  // namespace

void discardParked(ObjectStore &store, ParkedUploads &index, const QByteArray &bucket,
                   const ParkedUpload &upload)
{
    index.forget({bucket, upload.user, upload.key}, upload.uploadId);
    store.abortUpload(upload.key, upload.uploadId, nullptr,
                      [key = upload.key](const Outcome &done) {
                          if (!done)
                              qCWarning(lcTransfer).noquote()
                                  << "could not abort the interrupted upload of"
                                  << escaped(QByteArrayView(key)) << describe(done.error());
                      });
    if (!upload.stateKey.isEmpty())
        removeState(store, upload.stateKey);
}

void giveUpParked(ObjectStore &store, const std::shared_ptr<ParkedUploads> &index,
                  const QByteArray &bucket, const QList<ParkedUploads::Note> &notes)
{
    for (const ParkedUploads::Note &note : notes) {
        index->forget({bucket, note.upload.user, note.upload.key}, note.upload.uploadId);
        giveUpOne(store.share(), index, bucket, note.upload);
    }
}

}  // namespace cosftp
