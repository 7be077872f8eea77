"""Writes the scores of a trained network in f32, for `sayso-train careful compare`.

Reads the windows that `sayso-train careful windows --split dev` wrote. Each word has seven numbers of four bytes, in the
order of the articles as they are.
"""

import argparse
import pathlib

import torch
from safetensors.torch import load_file

from train import Network, UNLEARNED, read_windows, tensors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=pathlib.Path, help="safetensors of a training")
    parser.add_argument("--windows", required=True, type=pathlib.Path, help="file of `sayso-train careful windows`")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="file to write")
    args = parser.parse_args()
    torch.set_num_threads(1)
    network = Network().eval()
    network.load_state_dict({name: tensor.float() for name, tensor in load_file(args.network).items()})
    windows = [window for window in read_windows(args.windows, None) if window["print"] == 0]
    with torch.no_grad(), open(args.out, "wb") as out:
        for window in windows:
            ids, states, tags, mask = tensors([window])
            scores = network(ids, states, mask)[tags != UNLEARNED]
            out.write(scores.numpy().astype("<f4").tobytes())


if __name__ == "__main__":
    main()
