// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_bucket.h"

#include "files/own_objects.h"
#include "transfer/parked_upload.h"

#include <algorithm>

namespace cosftp::test {

namespace {

// Only a description whose upload is open means something; others are cleared away when somebody
// asks.
void addKept(BucketView &view, const FakeStore &store, const QByteArray &stateKey)
{
    const Result<ParkedUpload> state = parseParkedState(store.content(stateKey));
    if (!state || !view.strayUploads.remove(state->uploadId))
        return;
    Kept kept;
    kept.bytes = store.partsContent(state->uploadId, state->parts.size());
    kept.base = state->base;
    kept.uploadId = state->uploadId;
    kept.updated = store.info(stateKey).lastModified;
    for (const StoredPart &part : state->parts)
        kept.borders += part.sizeBytes + (kept.borders.isEmpty() ? 0 : kept.borders.last());
    view.kept.insert({state->key, kept});
}

}  // namespace

bool isSame(const QByteArray &one, const QByteArray &other)
{
    return (one.constData() == other.constData() && one.size() == other.size()) || one == other;
}

bool isSame(const Files &one, const Files &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const auto &left, const auto &right) {
                          return left.first == right.first && isSame(left.second, right.second);
                      });
}

BucketView BucketView::of(const FakeStore &store)
{
    BucketView view;
    QList<QByteArray> states;
    const QList<QByteArray> open = store.openUploadIds();
    view.strayUploads = {open.begin(), open.end()};
    for (const QByteArray &key : store.keys()) {
        if (key.startsWith(parkedStatePrefix()))
            addKept(view, store, key);
        else if (isOwnObject(key))
            continue;
        else if (key.endsWith('/'))
            view.markers += key;
        else {
            view.files[key] = store.content(key);
            view.etags[key] = bareEtag(store.info(key).etag);
        }
    }
    return view;
}

bool BucketView::isFolder(const QByteArray &key) const
{
    const QByteArray prefix = key + '/';
    const auto at = files.lower_bound(prefix);
    return (at != files.end() && at->first.startsWith(prefix))
           || std::any_of(markers.begin(), markers.end(),
                          [&prefix](const QByteArray &each) { return each.startsWith(prefix); });
}

bool BucketView::isEmptyFolder(const QByteArray &key) const
{
    const QByteArray prefix = key + '/';
    const auto at = files.lower_bound(prefix);
    return isFolder(key) && (at == files.end() || !at->first.startsWith(prefix))
           && std::none_of(markers.begin(), markers.end(), [&prefix](const QByteArray &each) {
                  return each.startsWith(prefix) && each != prefix;
              });
}

bool BucketView::hasFileAbove(const QByteArray &key) const
{
    for (qsizetype slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1))
        if (isFile(key.first(slash)))
            return true;
    return false;
}

QByteArray BucketView::content(const QByteArray &key) const
{
    const auto found = files.find(key);
    return found == files.end() ? QByteArray() : found->second;
}

const Kept *BucketView::shownKept(const QByteArray &key) const
{
    const QByteArray there = isFile(key) ? etags.at(key) : QByteArray();
    const auto [first, last] = kept.equal_range(key);
    const Kept *shown = nullptr;
    for (auto at = first; at != last; ++at)
        if (at->second.base == there && (shown == nullptr || shown->updated <= at->second.updated))
            shown = &at->second;
    return shown;
}

qint64 BucketView::shownSize(const QByteArray &key) const
{
    if (const Kept *upload = shownKept(key))
        return upload->bytes.size();
    return isFile(key) ? content(key).size() : -1;
}

QSet<QByteArray> BucketView::entriesIn(const QByteArray &folderPrefix) const
{
    QSet<QByteArray> entries;
    QSet<QByteArray> names;
    const auto add = [&](const QByteArray &key, bool isUpload) {
        const QByteArray name = key.mid(folderPrefix.size());
        const qsizetype slash = name.indexOf('/');
        if (!key.startsWith(folderPrefix) || name.isEmpty() || (isUpload && slash >= 0))
            return;
        if (slash >= 0)
            entries += name.first(slash + 1);
        else if (!isUpload || (!names.contains(name) && !entries.contains(name + '/')))
            entries += name + ' ' + QByteArray::number(shownSize(key));
        names += name;
    };
    for (const auto &[key, bytes] : files)
        add(key, false);
    for (const QByteArray &marker : markers)
        add(marker, false);
    for (const auto &[key, upload] : kept)
        if (shownSize(key) >= 0)
            add(key, true);
    return entries;
}

bool BucketView::keepsAs(const BucketView &other, const QByteArray &key) const
{
    const auto [first, last] = kept.equal_range(key);
    const auto [otherFirst, otherLast] = other.kept.equal_range(key);
    return std::equal(first, last, otherFirst, otherLast, [](const auto &one, const auto &two) {
        return one.second.uploadId == two.second.uploadId
               && isSame(one.second.bytes, two.second.bytes);
    });
}

bool BucketView::isSameAs(const BucketView &other) const
{
    const auto isKeptInBoth = [this, &other](const auto &each) {
        return keepsAs(other, each.first);
    };
    return isSame(files, other.files) && markers == other.markers
           && std::all_of(kept.begin(), kept.end(), isKeptInBoth)
           && std::all_of(other.kept.begin(), other.kept.end(), isKeptInBoth);
}

void BucketView::adopt(const BucketView &before, const BucketView &after)
{
    for (const auto &[key, bytes] : before.files)
        if (!after.isFile(key)) {
            files.erase(key);
            etags.erase(key);
        }
    for (const auto &[key, bytes] : after.files)
        if (!before.isFile(key) || !isSame(before.content(key), bytes)) {
            files[key] = bytes;
            etags[key] = after.etags.at(key);
        }
    markers = (markers - (before.markers - after.markers)) + (after.markers - before.markers);
    for (const BucketView *view : {&before, &after})
        for (const auto &[key, upload] : view->kept)
            if (!before.keepsAs(after, key)) {
                kept.erase(key);
                const auto [first, last] = after.kept.equal_range(key);
                kept.insert(first, last);
            }
}

}  // namespace cosftp::test
