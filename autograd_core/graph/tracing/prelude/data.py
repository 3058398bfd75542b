"""`torch.utils.data`, said in PyTorch.

As PyTorch's, a loader draws a number each time that it is gone through, and one more if it
shuffles.
"""

SOURCE = '''
class Dataset:
    def __add__(self, other):
        return ConcatDataset([self, other])

class TensorDataset(Dataset):
    def __init__(self, *tensors):
        assert all(tensors[0].size(0) == tensor.size(0) for tensor in tensors), (
            "Size mismatch between tensors"
        )
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple([tensor[index] for tensor in self.tensors])

    def __len__(self):
        return self.tensors[0].size(0)

class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, index):
        return self.dataset[self.indices[index]]

    def __len__(self):
        return len(self.indices)

class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __getitem__(self, index):
        for dataset in self.datasets:
            if index < len(dataset):
                return dataset[index]
            index = index - len(dataset)
        raise IndexError("index out of range")

    def __len__(self):
        return sum([len(dataset) for dataset in self.datasets])

def random_split(dataset, lengths, generator=None):
    n = len(dataset)
    if abs(sum(lengths) - 1) < 1e-6 and sum(lengths) <= 1:
        fractions = lengths
        lengths = [math.floor(n * fraction) for fraction in fractions]
        for i in range(n - sum(lengths)):
            lengths[i % len(lengths)] += 1
    if sum(lengths) != n:
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    order = _permutation(n, generator)
    found, at = [], 0
    for length in lengths:
        found.append(Subset(dataset, order[at:at + length]))
        at += length
    return found

def default_collate(batch):
    first = batch[0]
    if isinstance(first, torch.Tensor):
        return torch.stack(batch, 0)
    if _is_array(first):
        return torch.stack([torch.as_tensor(item) for item in batch], 0)
    if isinstance(first, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(first, int):
        return torch.tensor(batch)
    if isinstance(first, str):
        return batch
    if isinstance(first, dict):
        return {key: default_collate([item[key] for item in batch]) for key in first}
    return [default_collate([item[i] for item in batch]) for i in range(len(first))]

class DataLoader:
    def __init__(self, dataset, batch_size=1, shuffle=False, sampler=None, batch_sampler=None,
                 num_workers=0, collate_fn=None, pin_memory=False, drop_last=False, timeout=0,
                 worker_init_fn=None, generator=None):
        self.dataset = dataset
        self.batch_size = batch_size
        self.drop_last = drop_last
        self._shuffle = shuffle
        self._collate = default_collate if collate_fn is None else collate_fn
        self._generator = generator

    def __len__(self):
        n = len(self.dataset)
        return n // self.batch_size if self.drop_last else -(-n // self.batch_size)

    def __iter__(self):
        n = len(self.dataset)
        _drawn(self._generator)
        order = range(n)
        if self._shuffle and self._generator is None:
            order = _shuffled(n)
        elif self._shuffle:
            order = _permutation(n, self._generator)
        plain = isinstance(self.dataset, TensorDataset) and self._collate is default_collate
        for i in range(0, n, self.batch_size):
            if self.drop_last and i + self.batch_size > n:
                return
            picked = list(order[i:i + self.batch_size])
            if plain and not self._shuffle:
                yield [tensor[i:i + self.batch_size] for tensor in self.dataset.tensors]
            elif plain:
                yield [tensor[picked] for tensor in self.dataset.tensors]
            else:
                yield self._collate([self.dataset[k] for k in picked])
'''
NAMES = {
    "torch.utils.data": "Dataset TensorDataset DataLoader Subset ConcatDataset random_split "
    "default_collate",
}
