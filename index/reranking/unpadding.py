"""The reader's layers over windows of several lengths at once, without padding.

All but attention looks at one token at a time, so the tokens of all windows go through it end to end, as one
text; only for attention are they laid below each other. Of the last layer only each window's first token is
wanted, of which the logit is made. The logits are those that the padded model gives.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.inference.openvino_model import Inputs

if TYPE_CHECKING:
    from tokenizers import Encoding

_STEP: Final = 32
"""OpenVINO prepares itself for each number of tokens that it has not met: few numbers are met soon."""


def unpad(encoded: "Sequence[Encoding]") -> Inputs:
    """What the model is given for windows that are read at once, end to end.

    `ids`, `types` and `positions` have shape `(tokens,)`. `counted` is 1 where a window has a token, in a
    table of shape `(windows, longest)`; `at` tells the token for each place of that table, row by row, and
    `places` the place of each token. Both lengths are rounded up, with tokens that no window sees.
    """
    lengths = np.array([len(one) for one in encoded])
    starts = np.cumsum(lengths) - lengths
    columns = np.arange(_round_up(lengths.max()))
    counted = columns < lengths[:, None]
    unseen = np.zeros(_round_up(lengths.sum()) - lengths.sum(), np.int64)
    return {
        "ids": np.concatenate([*(one.ids for one in encoded), unseen]).astype(np.int64),
        "types": np.concatenate([*(one.type_ids for one in encoded), unseen]).astype(np.int64),
        "positions": np.concatenate([*(columns[:length] for length in lengths), unseen]),
        "at": np.where(counted, starts[:, None] + columns, starts[:, None]).reshape(-1),
        "places": np.concatenate([np.flatnonzero(counted), unseen]),
        "counted": counted.astype(np.int64),
    }


def _round_up(number: int) -> int:
    return -(-number // _STEP) * _STEP


def build_unpadded(model: Any) -> Any:
    """A module of torch that computes what a BERT for classification does, from what `unpad` gives."""
    return _unpadded()(model)


@cache
def _unpadded() -> type[Any]:
    """The class of such a module: made when first asked for, as loading torch takes seconds."""
    import torch
    from torch.nn.functional import scaled_dot_product_attention

    class Unpadded(torch.nn.Module):
        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, types: Any, positions: Any, at: Any, places: Any, counted: Any) -> Any:
            bert = self.model.bert
            rows = counted.shape[0]
            first = at.view(counted.shape)[:, 0]
            unseen = (1 - counted.to(torch.float32))[:, None, None] * torch.finfo(torch.float32).min
            embedded = (
                bert.embeddings.word_embeddings(ids)
                + bert.embeddings.token_type_embeddings(types)
                + bert.embeddings.position_embeddings(positions)
            )
            # Of three dimensions, the first being one: with two, OpenVINO rounds inputs in a step of its own.
            states = bert.embeddings.LayerNorm(embedded)[None]
            *layers, last = bert.encoder.layer
            for layer in layers:
                query = _split(layer.attention.self.query(states)[:, at], layer, rows)
                attended = _attend(layer, query, states, at, unseen)[:, places]
                states = _finish(layer, attended, states)
            query = _split(last.attention.self.query(states[:, first]), last, rows)
            states = _finish(last, _attend(last, query, states, at, unseen), states[:, first])
            return self.model.classifier(torch.tanh(bert.pooler.dense(states[0])))

    def _split(values: Any, layer: Any, rows: int) -> Any:
        """By heads: shape `(rows, heads, tokens, size)`."""
        inner = layer.attention.self
        heads, size = inner.num_attention_heads, inner.attention_head_size
        return values.view(rows, -1, heads, size).transpose(1, 2)

    def _attend(layer: Any, query: Any, states: Any, at: Any, unseen: Any) -> Any:
        """What tokens see of their windows, end to end: shape `(1, tokens, width)`."""
        inner = layer.attention.self
        rows = query.shape[0]
        keys = _split(inner.key(states)[:, at], layer, rows)
        values = _split(inner.value(states)[:, at], layer, rows)
        seen = scaled_dot_product_attention(query, keys, values, attn_mask=unseen)
        return seen.transpose(1, 2).reshape(1, -1, states.shape[-1])

    def _finish(layer: Any, attended: Any, states: Any) -> Any:
        """The rest of a layer after its attention."""
        output = layer.attention.output
        states = output.LayerNorm(output.dense(attended) + states)
        widened = layer.intermediate.intermediate_act_fn(layer.intermediate.dense(states))
        return layer.output.LayerNorm(layer.output.dense(widened) + states)

    return Unpadded
