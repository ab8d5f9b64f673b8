"""BERT over windows of different lengths without padding.

All operations but attention are per token, so the tokens of all windows go through them concatenated; only
attention uses a table with one row for each window. The last layer computes only each window's first token,
from which the logit comes. The logits equal those of the padded model.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.inference.openvino_model import Inputs

if TYPE_CHECKING:
    from tokenizers import Encoding

_TOKEN_STEP: Final = 32
"""Token counts are rounded up to a multiple: OpenVINO compiles kernels for each new count."""


def unpad(encoded: "Sequence[Encoding]") -> Inputs:
    """Inputs of the unpadded model for one batch.

    `ids`, `types` and `positions` have shape `(tokens,)`. `counted`, the attention mask, has shape
    `(windows, longest)`. `at` maps each cell of that table, row by row, to a token; `places` maps each token
    to its cell. Both lengths are rounded up, with tokens that no window attends to.
    """
    lengths = np.array([len(window) for window in encoded])
    starts = np.cumsum(lengths) - lengths
    columns = np.arange(_round_up(lengths.max()))
    counted = columns < lengths[:, None]
    filler = np.zeros(_round_up(lengths.sum()) - lengths.sum(), np.int64)
    return {
        "ids": np.concatenate([*(window.ids for window in encoded), filler]).astype(np.int64),
        "types": np.concatenate([*(window.type_ids for window in encoded), filler]).astype(np.int64),
        "positions": np.concatenate([*(columns[:length] for length in lengths), filler]),
        "at": np.where(counted, starts[:, None] + columns, starts[:, None]).reshape(-1),
        "places": np.concatenate([np.flatnonzero(counted), filler]),
        "counted": counted.astype(np.int64),
    }


def _round_up(number: int) -> int:
    return -(-number // _TOKEN_STEP) * _TOKEN_STEP


def build_unpadded(model: Any) -> Any:
    """A torch module that computes BertForSequenceClassification from the inputs of `unpad`."""
    return _unpadded()(model)


@cache
def _unpadded() -> type[Any]:
    """The module class, created on first use, since importing torch takes seconds."""
    import torch

    class Unpadded(torch.nn.Module):
        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, types: Any, positions: Any, at: Any, places: Any, counted: Any) -> Any:
            bert = self.model.bert
            rows = counted.shape[0]
            first = at.view(counted.shape)[:, 0]
            mask = (1 - counted.to(torch.float32))[:, None, None] * torch.finfo(torch.float32).min
            embedded = (
                bert.embeddings.word_embeddings(ids)
                + bert.embeddings.token_type_embeddings(types)
                + bert.embeddings.position_embeddings(positions)
            )
            # Shape (1, tokens, width): with two dimensions, OpenVINO quantises inputs in a separate step.
            states = bert.embeddings.LayerNorm(embedded)[None]
            *layers, last = bert.encoder.layer
            for layer in layers:
                query = _split_heads(layer.attention.self.query(states)[:, at], layer, rows)
                attended = _attend(layer, query, states, at, mask)[:, places]
                states = _feed_forward(layer, attended, states)
            query = _split_heads(last.attention.self.query(states[:, first]), last, rows)
            states = _feed_forward(last, _attend(last, query, states, at, mask), states[:, first])
            return self.model.classifier(torch.tanh(bert.pooler.dense(states[0])))

    return Unpadded


def _split_heads(values: Any, layer: Any, rows: int) -> Any:
    """Values by attention head: shape `(rows, heads, tokens, size)`."""
    inner = layer.attention.self
    heads, size = inner.num_attention_heads, inner.attention_head_size
    return values.view(rows, -1, heads, size).transpose(1, 2)


def _attend(layer: Any, query: Any, states: Any, at: Any, mask: Any) -> Any:
    """Self-attention within windows: shape `(1, cells, width)`."""
    from torch.nn.functional import scaled_dot_product_attention

    inner = layer.attention.self
    rows = query.shape[0]
    keys = _split_heads(inner.key(states)[:, at], layer, rows)
    values = _split_heads(inner.value(states)[:, at], layer, rows)
    attended = scaled_dot_product_attention(query, keys, values, attn_mask=mask)
    return attended.transpose(1, 2).reshape(1, -1, states.shape[-1])


def _feed_forward(layer: Any, attended: Any, states: Any) -> Any:
    """The rest of a layer after attention."""
    output = layer.attention.output
    states = output.LayerNorm(output.dense(attended) + states)
    widened = layer.intermediate.intermediate_act_fn(layer.intermediate.dense(states))
    return layer.output.LayerNorm(layer.output.dense(widened) + states)
